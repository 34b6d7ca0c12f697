package io.spirt.benchmarks;

import java.util.Arrays;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;

/**
 * The fastest client that was found: pieces of all tensors instead of whole ones, so that its sums
 * stay in a cache, and requests sent ahead on one connection, so that the server copies while the
 * client computes.
 */
final class PieceClient implements Contender {
  private static final String MEAN = "in-database:pieces:mean";
  private static final int REQUESTS_AHEAD = 16;

  private final Connection connection;
  private final Workload workload;
  private final String params;
  private final double[] sums = new double[Workload.PIECE_ELEMENTS];
  private final byte[] mean;

  PieceClient(Connection connection, Workload workload, String params) {
    this.connection = connection;
    this.workload = workload;
    this.params = params;
    this.mean = new byte[(int) workload.tensorBytes()];
  }

  @Override
  public double millis(Operation operation) {
    return Stopwatch.millis(operation == Operation.MEAN ? this::mean : this::update);
  }

  /** Request {@code i} is for piece {@code i / tensors} of tensor {@code i % tensors}. */
  private void mean() {
    int tensors = workload.tensors();
    long requests = (long) workload.pieces() * tensors;
    long sent = 0;
    for (long received = 0; received < requests; received++) {
      for (; sent < requests && sent < received + REQUESTS_AHEAD; sent++) {
        request(StoredTensors.gradient((int) (sent % tensors)), (int) (sent / tensors));
      }
      byte[] values = connection.getBinaryBulkReply();
      addPiece(values, (int) (received / tensors), (int) (received % tensors));
    }
    connection.executeCommand(
        new CommandArguments(ModuleCommand.TENSORSET)
            .key(MEAN)
            .add("FLOAT")
            .add(workload.elements())
            .add("BLOB")
            .add(mean));
  }

  private void addPiece(byte[] values, int piece, int tensor) {
    if (tensor == 0) {
      Arrays.fill(sums, 0);
    }
    Arithmetic.add(values, sums, 0);
    if (tensor == workload.tensors() - 1) {
      int offset = piece * Workload.PIECE_ELEMENTS;
      Arithmetic.divide(sums, workload.pieceElements(piece), workload.tensors(), mean, offset);
    }
  }

  /** The next piece is requested before this one is read; a piece's OK follows the next piece. */
  private void update() {
    requestStep(0);
    for (int piece = 0; piece < workload.pieces(); piece++) {
      if (piece + 1 < workload.pieces()) {
        requestStep(piece + 1);
      }
      byte[] values = connection.getBinaryBulkReply();
      byte[] gradient = connection.getBinaryBulkReply();
      if (piece > 0) {
        connection.getStatusCodeReply();
      }
      Arithmetic.step(values, gradient, InDatabaseBenchmark.LEARNING_RATE);
      storePiece(piece, values);
    }
    connection.getStatusCodeReply();
  }

  private void requestStep(int piece) {
    request(params, piece);
    request(StoredTensors.gradient(0), piece);
  }

  private void request(String key, int piece) {
    connection.sendCommand(
        new CommandArguments(ModuleCommand.TENSORGETRANGE)
            .key(key)
            .add(piece * Workload.PIECE_ELEMENTS)
            .add(workload.pieceElements(piece)));
  }

  private void storePiece(int piece, byte[] values) {
    connection.sendCommand(
        new CommandArguments(ModuleCommand.TENSORSETRANGE)
            .key(params)
            .add(piece * Workload.PIECE_ELEMENTS)
            .add("BLOB")
            .add(values));
  }

  @Override
  public Optional<Results> results() {
    return Optional.of(new Results(MEAN, params));
  }
}
