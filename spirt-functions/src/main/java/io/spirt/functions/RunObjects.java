package io.spirt.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.engine.DatasetManifest;
import io.spirt.engine.ModelFiles;
import io.spirt.job.Job;
import io.spirt.job.JobReader;
import io.spirt.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A run's objects in the object store. What never changes during a run is read once and kept.
 * Thread-safe.
 */
public final class RunObjects {
  private static final String JOIN_QUEUES = "/join-queues.json";
  private static final String MODEL_FILES = "/admitted/model.json";
  private static final String SUBMISSION = "/submission.json";
  private static final String STOPPED = "/admitted/stopped.json";
  private static final String RESUMED = "/admitted/resumed.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final ConcurrentMap<String, Job> jobs = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, DatasetManifest> manifests = new ConcurrentHashMap<>();

  public RunObjects(ObjectStore store) {
    this.store = store;
  }

  /** Prefix of all keys of a run, without a final slash. */
  public static String prefix(String run) {
    return "runs/" + run;
  }

  /** Prefix of a run's batch objects. */
  public static String dataPrefix(String run) {
    return prefix(run) + "/data";
  }

  /** The run's job. */
  public Job job(String run) {
    return jobs.computeIfAbsent(
        run, name -> JobReader.read(new String(store.get(prefix(name) + "/job.json"), UTF_8)));
  }

  /** Stores the run's job. */
  public void putJob(String run, Job job) {
    store.put(prefix(run) + "/job.json", JobReader.write(job).getBytes(UTF_8));
  }

  /** The run's dataset. */
  public DatasetManifest manifest(String run) {
    return manifests.computeIfAbsent(
        run, name -> read(store.get(prefix(name) + "/dataset.json"), DatasetManifest.class));
  }

  /** Stores the manifest of the dataset that the run trains on. */
  public void putManifest(String run, DatasetManifest manifest) {
    put(prefix(run) + "/dataset.json", manifest);
  }

  /** Keeps the files that the network of the run's job comes with. */
  public void putModelFiles(String run, ModelFiles files) {
    storedModelFiles(run).put(files);
  }

  /** Those files, checked whenever one is read; none if the job names none. */
  public ModelFiles modelFiles(String run) {
    return job(run).model().namesFiles() ? storedModelFiles(run) : ModelFiles.NONE;
  }

  private StoredModelFiles storedModelFiles(String run) {
    return new StoredModelFiles(store, prefix(run) + "/model", prefix(run) + MODEL_FILES);
  }

  /** Stores where peers announce themselves: the URL of each one's join-request queue, by rank. */
  public void putJoinQueues(String run, Map<Integer, String> urls) {
    put(prefix(run) + JOIN_QUEUES, urls);
  }

  /** Where peers announce themselves. Read anew each time: peers join. */
  public SortedMap<Integer, String> joinQueues(String run) {
    SortedMap<Integer, String> urls = new TreeMap<>();
    JsonNode json = read(store.get(prefix(run) + JOIN_QUEUES), JsonNode.class);
    json.properties()
        .forEach(entry -> urls.put(Integer.valueOf(entry.getKey()), entry.getValue().asText()));
    return urls;
  }

  /** The admin admits a peer with that public key: one that is new, or one that lost its key. */
  public void admit(String run, int rank, String publicKey) {
    put(admitted(run, rank), publicKey);
  }

  /** The public key that the admin admits for a rank, if there is one. */
  public Optional<String> admittedKey(String run, int rank) {
    String key = admitted(run, rank);
    return store.exists(key) ? Optional.of(read(store.get(key), String.class)) : Optional.empty();
  }

  private static String admitted(String run, int rank) {
    return prefix(run) + "/admitted/" + rank + ".json";
  }

  /**
   * The admin says that the run is resumed: peers that lost their databases may go on from the
   * newest checkpoint although no other peer can confirm it.
   */
  public void markResumed(String run) {
    put(prefix(run) + RESUMED, true);
  }

  /** True if the admin has resumed the run. */
  public boolean isResumed(String run) {
    return store.exists(prefix(run) + RESUMED);
  }

  /** Drops an outcome that is not that of most peers; the converge stage makes it anew. */
  public void dropOutcome(String run) {
    store.delete(prefix(run) + "/outcome.json");
  }

  /** True if the run has come to an end and its outcome is there. */
  public boolean hasOutcome(String run) {
    return store.exists(prefix(run) + "/outcome.json");
  }

  /** One batch object. */
  public byte[] batch(DatasetManifest data, DatasetManifest.Split split, int index) {
    return store.get(data.key(split, index));
  }

  /** Stores the trained model. */
  public void putModel(String run, byte[] safetensors) {
    store.put(prefix(run) + "/model.safetensors", safetensors);
  }

  /** The trained model. */
  public byte[] model(String run) {
    return store.get(prefix(run) + "/model.safetensors");
  }

  /** Stores what the run came to. */
  public void putOutcome(String run, RunOutcome outcome) {
    put(prefix(run) + "/outcome.json", outcome);
  }

  /** What the run came to. */
  public RunOutcome outcome(String run) {
    return read(store.get(prefix(run) + "/outcome.json"), RunOutcome.class);
  }

  /** Stores that a job was taken. */
  public void putSubmission(Submission submission) {
    put(prefix(submission.run()) + SUBMISSION, submission);
  }

  /** How a run's job was taken, if it was. */
  public Optional<Submission> submission(String run) {
    String key = prefix(run) + SUBMISSION;
    return store.exists(key)
        ? Optional.of(read(store.get(key), Submission.class))
        : Optional.empty();
  }

  /** Stores the record of a peer's round, over an earlier one of the same round. */
  public void putRecord(RoundRecord record) {
    String name = record.round() < 0 ? "entry" : String.format(Locale.ROOT, "%06d", record.round());
    put(progress(record.run()) + record.rank() + "/" + name + ".json", record);
  }

  /** Keys of the records of a run's rounds, by rank. */
  public List<String> records(String run) {
    return store.list(progress(run));
  }

  /** The record under a key of {@link #records}. */
  public RoundRecord record(String key) {
    return read(store.get(key), RoundRecord.class);
  }

  private static String progress(String run) {
    return prefix(run) + "/progress/";
  }

  /** The admin stops the run: no peer starts another round. */
  public void stop(String run) {
    put(prefix(run) + STOPPED, true);
  }

  /** The admin takes that back. */
  public void goOn(String run) {
    store.delete(prefix(run) + STOPPED);
  }

  /** True if the admin has stopped the run. */
  public boolean isStopped(String run) {
    return store.exists(prefix(run) + STOPPED);
  }

  private void put(String key, Object value) {
    try {
      store.put(key, JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T read(byte[] json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException("not a " + type.getSimpleName() + " object", e);
    }
  }
}
