package io.spirt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JobRoundTripTest {

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void readsBackWhatItWrote(@ForAll("jobs") Job job) {
    assertThat(JobReader.read(JobReader.write(job))).isEqualTo(job);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void writesEveryFieldThatIsSet(@ForAll("jobs") Job job) {
    JsonNode document = Documents.parse(JobReader.write(job));
    for (SchemaField field : SchemaField.all()) {
      boolean mayBeAbsent =
          Map.of(
                  "/dataset/uri", job.dataset().uri() == null,
                  "/dataset/limit", job.dataset().limit() == null,
                  "/dataset/resize", job.dataset().resize() == null,
                  "/model/weights", job.model().weights() == null,
                  "/model/jar", job.model().jar() == null,
                  "/model/class", job.model().className() == null,
                  "/convergence/targetAccuracy", job.convergence().targetAccuracy() == null)
              .getOrDefault(
                  field.pointer(),
                  field.pointer().startsWith("/convergence/reduceOnPlateau")
                      && job.convergence().reduceOnPlateau() == null);
      assertThat(document.at(field.pointer()).isMissingNode())
          .as(field.pointer())
          .isEqualTo(mayBeAbsent);
    }
  }

  /** Any job that the reader accepts. */
  @Provide
  Arbitrary<Job> jobs() {
    return training()
        .flatMap(
            training ->
                Combinators.combine(
                        Arbitraries.strings()
                            .withChars("abcdefghijklmnopqrstuvwxyz0123456789")
                            .ofMinLength(1)
                            .ofMaxLength(32),
                        Arbitraries.integers().between(1, 64),
                        model(),
                        dataset(64 * training.roundsPerEpoch()),
                        convergence(training.learningRate()),
                        timeouts(),
                        membership(),
                        checkpoint())
                    .as(
                        (name,
                            peers,
                            model,
                            dataset,
                            convergence,
                            timeouts,
                            membership,
                            checkpoint) ->
                            new Job(
                                name,
                                peers,
                                model,
                                dataset,
                                training,
                                AggregationSpec.of("mean"),
                                convergence,
                                timeouts,
                                membership,
                                checkpoint)));
  }

  private static Arbitrary<ModelSpec> model() {
    return Combinators.combine(
            Arbitraries.of("lenet5", "mobilenet-v3-small", "custom"),
            Arbitraries.integers().between(10, 100_000),
            Arbitraries.of("file:/model.safetensors", "s3://bucket/a").injectNull(0.5))
        .as(
            (name, classes, weights) ->
                name.equals("custom")
                    ? new ModelSpec(name, classes, weights, "s3://bucket/a.jar", "com.example.Net")
                    : new ModelSpec(name, classes, weights, null, null));
  }

  private static Arbitrary<TrainingSpec> training() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 100_000),
            Arbitraries.integers().between(1, 10_000),
            optimizer(),
            doubles(1e-9, 100),
            Arbitraries.just("cross-entropy"),
            Arbitraries.longs().between(0, 9007199254740991L))
        .as(TrainingSpec::new);
  }

  private static Arbitrary<OptimizerSpec> optimizer() {
    Arbitrary<OptimizerSpec> sgd =
        Combinators.combine(doubles(0, 0.999), Arbitraries.of(true, false), doubles(0, 1))
            .as(
                (momentum, nesterov, decay) ->
                    OptimizerSpec.sgd(momentum, nesterov && momentum > 0, decay));
    Arbitrary<OptimizerSpec> adam =
        Combinators.combine(
                Arbitraries.of("adam", "adamw"),
                doubles(0, 0.999),
                doubles(0, 0.9999),
                doubles(1e-9, 1),
                doubles(0, 1))
            .as(
                (name, beta1, beta2, epsilon, decay) ->
                    new OptimizerSpec(name, 0, false, decay, beta1, beta2, epsilon));
    return Arbitraries.oneOf(sgd, adam);
  }

  private static Arbitrary<DatasetSpec> dataset(int leastSamples) {
    return Combinators.combine(
            Arbitraries.of("digits", "mnist", "cifar10"),
            Arbitraries.of("file:/data", "s3://bucket/mnist").injectNull(0.5),
            Arbitraries.integers().between(1, 65_536),
            doubles(1e-6, 0.9),
            Arbitraries.integers().between(leastSamples, 100_000_000).injectNull(0.5),
            Arbitraries.integers().between(12, 1024).injectNull(0.5))
        .as(DatasetSpec::new);
  }

  private static Arbitrary<ConvergenceSpec> convergence(double rate) {
    Arbitrary<PlateauSpec> plateau =
        Combinators.combine(
                doubles(1e-6, 0.999), Arbitraries.integers().between(1, 100_000), doubles(0, rate))
            .as(PlateauSpec::new);
    return Combinators.combine(
            Arbitraries.integers().between(1, 100_000),
            Arbitraries.integers().between(1, 100_000),
            doubles(0, 1000),
            plateau.injectNull(0.5),
            doubles(1e-6, 1).injectNull(0.5))
        .as(ConvergenceSpec::new);
  }

  private static Arbitrary<TimeoutSpec> timeouts() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 900),
            Arbitraries.integers().between(1, 900),
            Arbitraries.integers().between(1, 840),
            Arbitraries.integers().between(10, 60_000),
            Arbitraries.integers().between(1, 100))
        .as(TimeoutSpec::new);
  }

  private static Arbitrary<MembershipSpec> membership() {
    return Combinators.combine(
            Arbitraries.of("unanimous", "majority"), Arbitraries.integers().between(1, 1000))
        .as(MembershipSpec::new);
  }

  private static Arbitrary<CheckpointSpec> checkpoint() {
    return Arbitraries.integers().between(1, 100_000).map(CheckpointSpec::new);
  }

  private static Arbitrary<Double> doubles(double from, double to) {
    return Arbitraries.doubles().between(from, to).ofScale(9);
  }
}
