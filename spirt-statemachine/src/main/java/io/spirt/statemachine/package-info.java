/**
 * The workflows of a run: AWS Step Functions definitions, and what they take of Step Functions'
 * limits.
 *
 * <p>{@link io.spirt.statemachine.SubmissionDefinition} takes a job document and starts its peers,
 * {@link io.spirt.statemachine.EntryDefinition} gets one peer as far as its first round, and {@link
 * io.spirt.statemachine.RoundDefinition} is one round of one peer, generated for it. An error that
 * no retry mends ends the execution with the error's own name and cause: no state catches it, so
 * that a redrive runs the failed state again and not one that reports it.
 *
 * <p>{@link io.spirt.statemachine.EntryInput} and {@link io.spirt.statemachine.RoundInput} are the
 * inputs of one execution, {@link io.spirt.statemachine.MachineNames} their names and {@link
 * io.spirt.statemachine.Footprint} the history events, transitions and bytes that they take. {@link
 * io.spirt.statemachine.Workflows} is how the last stage of a round starts the next one.
 *
 * <p>The definitions of a few jobs are kept as golden files under {@code src/test/resources/golden}
 * and compared by the build. After an intended change they are renewed by {@code mvn -pl
 * spirt-statemachine -am test -Dtest=GoldenDefinitionTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dspirt.golden=renew}.
 *
 * <p>This package knows nothing of Redis, queues, tensors, the handlers behind the functions, the
 * AWS SDK, or the interpreter below it. What passes between states are references, never tensors
 * and never secrets: Step Functions keeps an execution's input for 90 days.
 */
package io.spirt.statemachine;
