package io.spirt.monitor.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.spirt.job.Job;
import java.util.List;
import java.util.Map;

/**
 * One run in figures; {@code report.json} is this record.
 *
 * @param status {@code succeeded}, {@code failed}, {@code interrupted}, {@code stopped} (by the
 *     admin, on AWS) or {@code diverged} (the params of peers that are active at the end differ)
 * @param run the run's name
 * @param failure what went wrong, or null
 * @param accuracy accuracy at the end, 0 to 1, on {@code accuracySplit}; null if the run did not
 *     get there
 * @param accuracySplit {@code test} where the dataset has a test split, else {@code validation}
 * @param loss mean loss at the end on the same samples, or null
 * @param wallMillis the whole run, start-up included
 * @param trainingMillis from the start of the first round to the end of the last
 * @param computeMillis forward and backward passes alone, summed over all batches and processes
 * @param epochs one entry per epoch that ended; of a resumed run, since it was resumed
 * @param peers one entry per peer, newcomers too
 * @param events what happened to peers, in order
 * @param refusedMessages messages that peers refused, by reason, summed over the peers
 * @param workers most functions that could compute gradients at the same time
 * @param versions versions of SPIRT and of the parts that decide the result
 * @param job the job, defaults included
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunReport(
    String status,
    String run,
    String failure,
    Double accuracy,
    String accuracySplit,
    Double loss,
    double wallMillis,
    double trainingMillis,
    double computeMillis,
    List<EpochReport> epochs,
    List<PeerReport> peers,
    List<RunEvent> events,
    Map<String, Integer> refusedMessages,
    int workers,
    Map<String, String> versions,
    Job job) {}
