package io.spirt.cost.price;

/** What is paid for, by its name in a price file. Each price is in dollars for one of its unit. */
public enum Item {
  LAMBDA_REQUEST("lambda.request"),
  TRANSITION("step-functions.transition"),
  QUEUE_REQUEST("sqs.request"),
  STORE_PUT("s3.put"),
  STORE_GET("s3.get"),
  STORE_GIGABYTE_MONTH("s3.gigabyte-month"),
  VOLUME_GIGABYTE_MONTH("ebs.gigabyte-month"),
  ENDPOINT_HOUR("endpoint.hour"),
  ENDPOINT_GIGABYTE("endpoint.gigabyte"),
  KEY_MONTH("kms.key-month"),
  KEY_REQUEST("kms.request"),
  SECRET_MONTH("secret.month"),
  SECRET_REQUEST("secret.request"),
  LOG_GIGABYTE("logs.gigabyte"),
  LOG_GIGABYTE_MONTH("logs.gigabyte-month"),
  TRACE("traces.trace"),
  ALARM_MONTH("alarm.month"),
  DASHBOARD_MONTH("dashboard.month"),
  METRIC_MONTH("metric.month"),
  IMAGE_GIGABYTE_MONTH("image.gigabyte-month");

  private final String word;

  Item(String word) {
    this.word = word;
  }

  /** The name in a price file. */
  public String word() {
    return word;
  }
}
