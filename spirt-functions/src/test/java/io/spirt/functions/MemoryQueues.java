package io.spirt.functions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/**
 * SQS in memory, where waiting for a message costs the clock's time and nobody's. A message that
 * was received and not deleted stays hidden until {@link #redeliver}.
 */
final class MemoryQueues implements SqsClient {
  private final VirtualTime time;
  private final Map<String, Deque<String>> visible = new HashMap<>();
  private final Map<String, Map<String, String>> inFlight = new HashMap<>();
  private volatile Runnable beforeReceive = () -> {};
  private volatile Runnable beforeDelete = () -> {};

  MemoryQueues(VirtualTime time) {
    this.time = time;
  }

  /** Acts whenever somebody asks for messages; an exception is what the caller gets. */
  void beforeReceive(Runnable action) {
    beforeReceive = action;
  }

  /** Acts whenever somebody is done with messages. */
  void beforeDelete(Runnable action) {
    beforeDelete = action;
  }

  /** Puts a message into a queue. */
  void put(String queue, String body) {
    synchronized (this) {
      visible(queue).add(body);
    }
    time.wake(queue);
  }

  /** Takes all messages out of a queue. */
  synchronized List<String> drain(String queue) {
    List<String> bodies = List.copyOf(visible(queue));
    visible(queue).clear();
    return bodies;
  }

  /** Shows again what was received and not deleted. */
  synchronized void redeliver() {
    inFlight.forEach((queue, messages) -> visible(queue).addAll(messages.values()));
    inFlight.clear();
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    put(request.queueUrl(), request.messageBody());
    return SendMessageResponse.builder().build();
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    beforeReceive.run();
    return receive(request);
  }

  private ReceiveMessageResponse receive(ReceiveMessageRequest request) {
    List<Message> messages;
    // So that nothing is put between looking and pausing.
    synchronized (time) {
      messages = take(request);
      if (messages.isEmpty() && request.waitTimeSeconds() > 0) {
        time.pause(1000L * request.waitTimeSeconds(), request.queueUrl());
        messages = take(request);
      }
    }
    return ReceiveMessageResponse.builder().messages(messages).build();
  }

  private synchronized List<Message> take(ReceiveMessageRequest request) {
    Deque<String> queue = visible(request.queueUrl());
    Map<String, String> taken =
        inFlight.computeIfAbsent(request.queueUrl(), name -> new LinkedHashMap<>());
    List<Message> messages = new ArrayList<>();
    while (!queue.isEmpty() && messages.size() < request.maxNumberOfMessages()) {
      String receipt = UUID.randomUUID().toString();
      taken.put(receipt, queue.poll());
      messages.add(Message.builder().body(taken.get(receipt)).receiptHandle(receipt).build());
    }
    return messages;
  }

  @Override
  public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
    beforeDelete.run();
    synchronized (this) {
      Map<String, String> taken = inFlight.getOrDefault(request.queueUrl(), new HashMap<>());
      request.entries().forEach(entry -> taken.remove(entry.receiptHandle()));
    }
    return DeleteMessageBatchResponse.builder().build();
  }

  private Deque<String> visible(String queue) {
    return visible.computeIfAbsent(queue, name -> new ArrayDeque<>());
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
