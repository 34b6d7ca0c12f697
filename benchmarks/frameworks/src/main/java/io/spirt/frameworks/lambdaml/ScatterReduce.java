package io.spirt.frameworks.lambdaml;

/** LambdaML with each worker averaging its chunk of all gradients. */
public final class ScatterReduce extends LambdaMl {

  @Override
  public String id() {
    return "scatter-reduce";
  }

  @Override
  public String summary() {
    return "LambdaML: gradients in chunks to S3 after each batch, each worker averages one";
  }

  @Override
  Exchange exchange(SharedObjects objects, int rank, int workers) {
    return new ScatterReduceExchange(objects, rank, workers);
  }
}
