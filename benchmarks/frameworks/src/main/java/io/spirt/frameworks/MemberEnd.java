package io.spirt.frameworks;

import io.spirt.frameworks.worker.WorkerResult;
import java.util.Optional;

/**
 * How a member ended.
 *
 * @param member who
 * @param result what it returned at its end, if it came there
 * @param failure why it did not; empty if it did
 */
record MemberEnd(Member member, Optional<WorkerResult> result, String failure) {}
