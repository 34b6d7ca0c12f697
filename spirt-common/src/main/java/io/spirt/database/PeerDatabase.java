package io.spirt.database;

import io.spirt.tensor.ByteTensors;
import io.spirt.tensor.Tensors;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** One peer's database, opened for one run. Thread-safe. */
public final class PeerDatabase {
  private static final int SCAN_STEP = 1000;

  private final UnifiedJedis redis;
  private final Keys keys;
  private final DatabaseUsers users;
  private final ModelStore model;
  private final GradientStore gradients;
  private final EncodedStore encoded;
  private final BarrierStore barrier;
  private final AggregateStore aggregates;
  private final TrialStore trials;
  private final ProgressStore progress;
  private final ExchangeStore exchange;
  private final TrustStore trust;
  private final IdentityStore identity;
  private final RecordStore records;

  /**
   * @param redis stays the caller's
   * @param run the run whose keys are used
   */
  public PeerDatabase(UnifiedJedis redis, String run) {
    Keys keys = new Keys(run);
    Tensors tensors = new Tensors(redis);
    Scripts scripts = new Scripts(redis);
    this.redis = redis;
    this.keys = keys;
    this.users = new DatabaseUsers(redis, run);
    this.model = new ModelStore(redis, tensors, scripts, keys);
    this.gradients = new GradientStore(redis, tensors, scripts, keys);
    this.encoded = new EncodedStore(new ByteTensors(redis, tensors.hasModule()), keys);
    this.barrier = new BarrierStore(redis, keys);
    this.aggregates = new AggregateStore(redis, tensors, keys);
    this.trials = new TrialStore(redis, tensors, scripts, keys);
    this.progress = new ProgressStore(redis, keys);
    this.exchange = new ExchangeStore(redis, keys);
    this.trust = new TrustStore(redis, keys);
    this.identity = new IdentityStore(redis, keys);
    this.records = new RecordStore(redis, keys);
  }

  public ModelStore model() {
    return model;
  }

  public GradientStore gradients() {
    return gradients;
  }

  public EncodedStore encoded() {
    return encoded;
  }

  public BarrierStore barrier() {
    return barrier;
  }

  public AggregateStore aggregates() {
    return aggregates;
  }

  public TrialStore trials() {
    return trials;
  }

  public ProgressStore progress() {
    return progress;
  }

  public IdentityStore identity() {
    return identity;
  }

  public TrustStore trust() {
    return trust;
  }

  public ExchangeStore exchange() {
    return exchange;
  }

  public RecordStore records() {
    return records;
  }

  /** Drops everything of rounds before that one: the peer was away and came to another model. */
  public void forgetRoundsBefore(int round) {
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> found =
          redis.scan(cursor, new ScanParams().match(keys.all()).count(SCAN_STEP));
      List<String> old =
          found.getResult().stream()
              .filter(key -> keys.roundOf(key).filter(number -> number < round).isPresent())
              .toList();
      if (!old.isEmpty()) {
        redis.unlink(old.toArray(String[]::new));
      }
      cursor = found.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  /** Who else may read this database. */
  public DatabaseUsers users() {
    return users;
  }

  /** Version of the server, such as {@code 7.0.15}. */
  public String serverVersion() {
    return redis
        .info("server")
        .lines()
        .filter(line -> line.startsWith("redis_version:"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("unknown");
  }
}
