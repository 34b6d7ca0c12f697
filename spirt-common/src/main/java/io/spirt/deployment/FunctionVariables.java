package io.spirt.deployment;

/** The environment variables by which a function on AWS learns what it works with. No secrets. */
public final class FunctionVariables {
  /** URI of the object store. */
  public static final String STORE = "SPIRT_STORE";

  /** Name of the deployment, for metrics. */
  public static final String DEPLOYMENT = "SPIRT_DEPLOYMENT";

  /** Rank of the peer that the function works for. */
  public static final String RANK = "SPIRT_RANK";

  /** Host of the peer's database. */
  public static final String DATABASE_HOST = "SPIRT_DATABASE_HOST";

  /** Port of the peer's database. */
  public static final String DATABASE_PORT = "SPIRT_DATABASE_PORT";

  /** ARN of the secret that is the password of the database's user for functions. */
  public static final String DATABASE_SECRET = "SPIRT_DATABASE_SECRET";

  /** ARN of the secret that all initial peers share; only for functions that sign messages. */
  public static final String SHARED_SECRET = "SPIRT_SHARED_SECRET";

  /** The peer's key of the key service. */
  public static final String KEY = "SPIRT_KEY";

  /** URL of the queue in which others announce themselves. */
  public static final String JOIN_REQUEST_QUEUE = "SPIRT_JOIN_REQUEST_QUEUE";

  /** URL of the queue in which others answer. */
  public static final String PASSWORD_QUEUE = "SPIRT_PASSWORD_QUEUE";

  /** URL of the sync inbox. */
  public static final String SYNC_QUEUE = "SPIRT_SYNC_QUEUE";

  /** What the functions' ARNs begin with; a hyphen and the stage's word follow. */
  public static final String FUNCTION_ARN_PREFIX = "SPIRT_FUNCTION_ARN_PREFIX";

  /** Alias of the functions that state machines call; may be missing. */
  public static final String FUNCTION_QUALIFIER = "SPIRT_FUNCTION_QUALIFIER";

  /** What the names of the state machines begin with that the trigger-epoch stage makes. */
  public static final String MACHINE_PREFIX = "SPIRT_MACHINE_PREFIX";

  /** ARN of the role of those state machines. */
  public static final String MACHINE_ROLE = "SPIRT_MACHINE_ROLE";

  /** ARN of the log group of those state machines, without the final {@code :*}. */
  public static final String MACHINE_LOG_GROUP = "SPIRT_MACHINE_LOG_GROUP";

  /** {@code true} to load the training engine before the first event. */
  public static final String PRELOAD_ENGINE = "SPIRT_PRELOAD_ENGINE";

  /** What a second of the function costs, in dollars, for the cost so far on the dashboard. */
  public static final String DOLLARS_PER_SECOND = "SPIRT_DOLLARS_PER_SECOND";

  /** Number of peers that are deployed; for the admin's functions. */
  public static final String PEERS = "SPIRT_DEPLOYED_PEERS";

  private FunctionVariables() {}
}
