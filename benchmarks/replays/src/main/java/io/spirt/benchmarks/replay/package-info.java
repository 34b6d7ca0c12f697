/**
 * What every replay of a published experiment is made of. {@code docs/replays.md} says how to run
 * them.
 *
 * <p>How to add one, here or in a package below this one:
 *
 * <ol>
 *   <li>Put what was published into {@code published.json} under the experiment's id: {@code
 *       source}, and the figures by their keys, in the unit of the figure ({@code Seconds}, {@code
 *       Millis}, ... ends the key).
 *   <li>Write a class that implements {@link io.spirt.benchmarks.replay.Experiment} and has a
 *       public constructor without arguments. Options beyond the common ones are its own fields
 *       with picocli's {@code @Option}. One object serves one command.
 *   <li>{@code check} refuses what cannot be run by an {@code IllegalArgumentException} that names
 *       the option, before anything is started.
 *   <li>{@code run} takes {@link io.spirt.benchmarks.replay.ReplayOptions}: {@code scale()} says
 *       how much (SMALLEST for CI in seconds, SCALED in at most 5 minutes of two processors, FULL
 *       as published), {@code dataset("mnist")} and {@code model("lenet5")} what of, {@code runs()}
 *       where runs are kept, {@code network()} whether AWS's network is to be simulated with {@link
 *       io.spirt.benchmarks.replay.LambdaNetwork}; then {@code simulatesLambda} returns true.
 *   <li>It returns {@code ReplayResult.of("setting").figures(...).rows(...).plot(...)
 *       .shape(...).note(...).build()}: a {@link io.spirt.benchmarks.replay.Figure} has the
 *       published value beside the measured one; {@link io.spirt.benchmarks.replay.ReplayRows} are
 *       the lines of result.csv; {@link io.spirt.benchmarks.replay.LinePlot} and {@link
 *       io.spirt.benchmarks.replay.BarPlot} draw the published curve beside the measured one;
 *       {@link io.spirt.benchmarks.replay.ShapeFinding} says who wins, by what factor, where curves
 *       cross, and whether that is as published. What fails is an {@link
 *       io.spirt.benchmarks.replay.ExperimentFailedException}.
 *   <li>Add one line to {@code io.spirt.benchmarks.replay.command.Experiments}. Options, exit
 *       codes, table, files, page and the test in CI follow from that; what is simulated is marked
 *       everywhere by the harness.
 * </ol>
 *
 * <p>The absolute times are of other machines and no network: what compares is how quantities of
 * one run relate to each other.
 */
package io.spirt.benchmarks.replay;
