package io.spirt.local.pool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionPoolTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private static Path library;
  @TempDir private static Path folder;
  private String libraryOption;
  private FunctionPool shared;

  @BeforeAll
  void starts() {
    libraryOption = RuntimeClientLibrary.unpack(library);
    shared = pool(2, Map.of("SCRIPTED", "a setting"));
  }

  @AfterAll
  void closes() {
    shared.close();
  }

  private FunctionPool pool(int size, Map<String, String> environment) {
    return new FunctionPool(
        size,
        new FunctionSettings(
            ScriptedFunction.class.getName(),
            System.getProperty("java.class.path"),
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", libraryOption),
            environment),
        folder,
        InstantSource.system());
  }

  @Test
  void answers() {
    assertThat(call(shared, "echo über alles")).isEqualTo("\"über alles\"");
    assertThat(call(shared, "environment SCRIPTED")).isEqualTo("\"a setting\"");
    assertThat(call(shared, "deadline -")).isEqualTo("true");
  }

  @Test
  void namesTheErrorsClassAndMessage() {
    FunctionErrorException error = failure(invoke(shared, "dance -"));
    assertThat(error.type()).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(error).hasMessage("cannot dance");
    assertThat(call(shared, "echo still there")).isEqualTo("\"still there\"");
  }

  @Test
  void queuesWhatIsMoreThanItsProcesses() {
    List<CompletableFuture<byte[]>> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(invoke(shared, "echo " + i));
    }
    for (int i = 0; i < 50; i++) {
      assertThat(new String(calls.get(i).join(), UTF_8)).isEqualTo("\"" + i + "\"");
    }
  }

  @Test
  void aProcessKilledInTheMiddleFailsItsInvocationAndIsReplaced() {
    CompletableFuture<byte[]> call = invoke(shared, "hang " + folder.resolve("killed"));
    long pid = awaitPid("killed");
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    FunctionErrorException error = failure(call);
    assertThat(error.type()).isEqualTo("Runtime.ExitError");
    assertThat(error).hasMessageContaining(Long.toString(pid));
    assertReplaced(pid);
  }

  @Test
  void aProcessThatEndsByItselfIsReplacedToo() {
    assertThat(failure(invoke(shared, "exit -")).type()).isEqualTo("Runtime.ExitError");
    assertThat(call(shared, "echo again")).isEqualTo("\"again\"");
  }

  @Test
  void cancellingKillsTheProcessAtWorkAndReplacesIt() {
    CompletableFuture<byte[]> call = invoke(shared, "hang " + folder.resolve("cancelled"));
    long pid = awaitPid("cancelled");
    CompletableFuture<ProcessHandle> exit = ProcessHandle.of(pid).orElseThrow().onExit();
    call.cancel(true);
    exit.join();
    assertReplaced(pid);
  }

  @Test
  void cancellingWhatStillWaitsKillsNobody() {
    try (FunctionPool single = pool(1, Map.of())) {
      CompletableFuture<byte[]> first = invoke(single, "hang " + folder.resolve("first"));
      awaitPid("first");
      List<Long> pids = single.pids();
      CompletableFuture<byte[]> second = invoke(single, "echo never");
      second.cancel(true);
      assertThat(single.pids()).isEqualTo(pids);
      assertThat(first).isNotDone();
    }
  }

  /** An idle process dies; who calls meanwhile gets an answer or an error, but never nothing. */
  @Test
  void noInvocationIsLostWithAProcessThatDiesIdle() {
    try (FunctionPool single = pool(1, Map.of())) {
      for (int i = 0; i < 8; i++) {
        long pid = Long.parseLong(call(single, "pid -"));
        List<CompletableFuture<byte[]>> calls = new ArrayList<>();
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        CompletableFuture<ProcessHandle> exit = process.onExit();
        process.destroyForcibly();
        while (!exit.isDone()) {
          CompletableFuture<byte[]> call = invoke(single, "pid -");
          calls.add(call);
          Thread.onSpinWait();
          if (calls.size() > 1000) {
            exit.join();
          }
        }
        for (CompletableFuture<byte[]> call : calls) {
          var unused = catchThrowable(call::join);
        }
        assertThat(calls).allMatch(CompletableFuture::isDone);
      }
    }
  }

  @Test
  void saysWhyAndWhereAfterThreeFailedStarts() throws IOException {
    try (FunctionPool broken = pool(1, Map.of(ScriptedFunction.BROKEN, "yes"))) {
      FunctionErrorException error = failure(invoke(broken, "echo never"));
      assertThat(error.type()).isEqualTo("Runtime.ExitError");
      assertThat(error)
          .hasMessageStartingWith("function processes cannot start: ")
          .hasMessageEndingWith("; see " + folder);
      assertThat(failure(invoke(broken, "echo never"))).hasMessage(error.getMessage());
    }
    try (var logs = Files.list(folder)) {
      assertThat(logs.filter(log -> contains(log, "the function is broken")).count())
          .isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void closeLeavesNoProcessAndNobodyWaiting() {
    FunctionPool closing = pool(1, Map.of());
    CompletableFuture<byte[]> atWork = invoke(closing, "hang " + folder.resolve("closing"));
    ProcessHandle process = ProcessHandle.of(awaitPid("closing")).orElseThrow();
    CompletableFuture<byte[]> waiting = invoke(closing, "echo never");
    closing.close();
    assertThat(process.isAlive()).isFalse();
    assertThat(closing.pids()).isEmpty();
    assertThat(failure(atWork).type()).isEqualTo("Runtime.ExitError");
    assertThat(failure(waiting)).hasMessage("the function pool is closed");
    assertThat(failure(invoke(closing, "echo never"))).hasMessage("the function pool is closed");
  }

  @Test
  void failsWhatWaitsWhenNoProcessCanBeStartedAnyMore() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    try (FunctionPool single =
        new FunctionPool(
            1,
            new FunctionSettings(
                ScriptedFunction.class.getName(),
                System.getProperty("java.class.path"),
                List.of(libraryOption),
                Map.of()),
            logs,
            InstantSource.system())) {
      long pid = Long.parseLong(call(single, "pid -"));
      Files.delete(logs.resolve("function-0.log"));
      Files.delete(logs);
      CompletableFuture<byte[]> call = invoke(single, "hang " + folder.resolve("no-logs"));
      awaitPid("no-logs");
      CompletableFuture<byte[]> waiting = invoke(single, "echo never");
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      assertThat(failure(call).type()).isEqualTo("Runtime.ExitError");
      assertThat(failure(waiting)).hasMessageContaining("see " + logs);
    }
  }

  @Test
  void refusesToBeEmpty() {
    assertThatThrownBy(() -> pool(0, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 process, not 0");
  }

  private void assertReplaced(long pid) {
    assertThat(call(shared, "echo again")).isEqualTo("\"again\"");
    // The other process may have answered before the end of this one was noticed.
    while (shared.pids().contains(pid)) {
      Thread.onSpinWait();
    }
    assertThat(shared.pids()).hasSize(2);
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.isRegularFile(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompletableFuture<byte[]> invoke(FunctionPool pool, String words) {
    return pool.invoke(('"' + words + '"').getBytes(UTF_8), LONG);
  }

  private static String call(FunctionPool pool, String words) {
    return new String(invoke(pool, words).join(), UTF_8);
  }

  private static FunctionErrorException failure(CompletableFuture<byte[]> call) {
    Throwable error = catchThrowable(call::join);
    assertThat(error).isInstanceOf(CompletionException.class);
    return (FunctionErrorException) error.getCause();
  }

  /** Waits for the file that a hanging function makes; it holds the process id. */
  private long awaitPid(String name) {
    Path file = folder.resolve(name);
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(file)) {
        watch.take().reset();
      }
      return Long.parseLong(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
