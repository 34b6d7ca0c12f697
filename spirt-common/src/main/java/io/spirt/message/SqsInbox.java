package io.spirt.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/** An inbox that is an SQS queue. */
public final class SqsInbox implements Inbox {
  /** SQS takes and gives no more at a time. */
  private static final int MOST_MESSAGES = 10;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final SqsClient client;
  private final String queueUrl;

  /**
   * @param client stays the caller's
   */
  public SqsInbox(SqsClient client, String queueUrl) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  @Override
  public void send(String body) {
    client.sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
  }

  @Override
  public List<Received> receive(Duration wait) {
    Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    int seconds = (int) Math.max(0, bounded.toSeconds());
    return client
        .receiveMessage(
            request ->
                request
                    .queueUrl(queueUrl)
                    .maxNumberOfMessages(MOST_MESSAGES)
                    .waitTimeSeconds(seconds))
        .messages()
        .stream()
        .map(message -> new Received(message.body(), message.receiptHandle()))
        .toList();
  }

  @Override
  public void delete(List<Received> messages) {
    for (int from = 0; from < messages.size(); from += MOST_MESSAGES) {
      deleteAtOnce(messages.subList(from, Math.min(from + MOST_MESSAGES, messages.size())));
    }
  }

  private void deleteAtOnce(List<Received> messages) {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Received message : messages) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receipt())
              .build());
    }
    client.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
  }
}
