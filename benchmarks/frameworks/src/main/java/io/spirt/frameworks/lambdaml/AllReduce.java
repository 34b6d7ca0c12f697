package io.spirt.frameworks.lambdaml;

/** LambdaML with one worker that averages all gradients. */
public final class AllReduce extends LambdaMl {

  @Override
  public String id() {
    return "all-reduce";
  }

  @Override
  public String summary() {
    return "LambdaML: gradients to S3 after each batch, worker 0 averages and publishes";
  }

  @Override
  Exchange exchange(SharedObjects objects, int rank, int workers) {
    return new AllReduceExchange(objects, rank);
  }
}
