package io.spirt.functions;

import io.spirt.database.AgreedView;
import io.spirt.database.IdentityStore;
import io.spirt.database.ModelStore;
import io.spirt.database.ProgressStore;
import io.spirt.job.Stage;
import io.spirt.peer.Majority;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes join requests and passwords until this peer can open the database of every active peer, or
 * some seconds have passed. A peer that is new or comes back also takes over the others' view and
 * model. Called until its result says {@code ready}, by whoever starts the peer; called once for
 * the others when somebody joins.
 */
public final class AuthHandler extends StageHandler {
  private static final long LONGEST_MILLIS = 10_000;
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  /** This stage is called again at once as long as somebody would start the peer. */
  private static final long WAITING_MILLIS = 3 * LONGEST_MILLIS;

  public AuthHandler(FunctionServices services) {
    super(Stage.AUTH, services);
  }

  @Override
  void handle(StageEvent event, StageRun run, StageResult result) {
    Trust trust = services().trust(event, run);
    Announcement.restoreUsers(event, run.database(), trust);
    Introductions introductions = new Introductions(event, run, trust, services());
    IdentityStore identity = run.database().identity();
    boolean atWork = identity.isAuthenticated();
    long deadline =
        services().clock().millis() + Math.min(LONGEST_MILLIS, Patience.millis(run.job()));
    long pause = FIRST_PAUSE_MILLIS;
    State state;
    while (true) {
      introductions.take();
      boolean last = services().clock().millis() >= deadline;
      state = state(event, run, trust, last);
      // A peer at work only takes in who comes; what is missing it takes in later stages.
      if (state.ready() || atWork || last) {
        break;
      }
      if (state.waits() && state.current() && !run.database().progress().isWaiting()) {
        // It has all that can be had before the vote: said at once, the next call waits for it.
        break;
      }
      services().pauses().pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
    if (state.ready()) {
      identity.setAuthenticated();
    } else if (state.waits()) {
      run.database().progress().setWaiting(WAITING_MILLIS);
    }
    introductions.close().ifPresent(version -> result.put("checkpoint", version));
    result
        .put("complete", state.complete())
        .put("member", state.member())
        .put("ready", state.ready())
        .put(
            "version", run.database().model().version().map(ModelStore.Version::version).orElse(-1))
        .put("trusted", trust.peers().keySet())
        .put("admitted", introductions.accepted())
        .put("refused", run.database().trust().refused());
  }

  /**
   * How far the peer has come.
   *
   * @param complete it can open every active peer's database
   * @param member it is in the view
   * @param current it is complete, and its model is as far as the others'
   */
  private record State(boolean complete, boolean member, boolean current) {

    /** True if it may start. */
    boolean ready() {
      return member && current;
    }

    /** True if all that it lacks is to be voted for. */
    boolean waits() {
      return complete && !member;
    }
  }

  private State state(StageEvent event, StageRun run, Trust trust, boolean last) {
    SortedSet<Integer> open = new TreeSet<>(trust.peers().keySet());
    open.removeIf(rank -> rank == event.rank() || !trust.isOpen(rank));
    SortedMap<Integer, Peek> others = Peek.all(trust, open);
    int known = services().objects().joinQueues(event.run()).size() - 1;
    takeOverView(run, others, last ? open.size() : known);
    Optional<AgreedView> agreed = run.database().progress().agreedView();
    if (agreed.isEmpty()) {
      // A newcomer learns of the view only from others; alone it knows nothing.
      return new State(false, false, false);
    }
    SortedSet<Integer> needed = new TreeSet<>(agreed.get().view().active());
    needed.remove(event.rank());
    boolean complete = open.containsAll(answering(needed, trust, agreed.get()));
    boolean member = agreed.get().view().active().contains(event.rank());
    boolean current = complete && hasModelOf(event, run, trust, others, agreed.get());
    return new State(complete, member, current);
  }

  /**
   * In the first epoch everybody is needed; later, who does not answer is left to the heartbeat.
   */
  private static SortedSet<Integer> answering(
      SortedSet<Integer> needed, Trust trust, AgreedView agreed) {
    SortedSet<Integer> wanted = new TreeSet<>(needed);
    if (agreed.epoch() > 1) {
      wanted.removeIf(rank -> trust.isOpen(rank) && !trust.answers(rank));
    }
    return wanted;
  }

  /**
   * Where most of the others have agreed on a later view, that is the view: most of all that are
   * known, so that the first to answer cannot dictate it, or in the end of those that answered.
   */
  private static void takeOverView(StageRun run, SortedMap<Integer, Peek> others, int known) {
    ProgressStore progress = run.database().progress();
    int epoch = progress.agreedView().map(AgreedView::epoch).orElse(0);
    int lastEpoch = run.job().training().epochs() + 1;
    SortedMap<Integer, String> views = new TreeMap<>();
    others.forEach(
        (rank, peek) -> {
          AgreedView theirs = peek.view();
          if (theirs.epoch() > epoch && theirs.epoch() <= lastEpoch) {
            views.put(rank, theirs.epoch() + theirs.view().digest() + theirs.convergence());
          }
        });
    SortedSet<Integer> same = Majority.of(views);
    if (!same.isEmpty() && 2 * same.size() > known) {
      progress.setView(others.get(same.first()).view());
    }
  }

  /**
   * True if the model is where the others are. One update less is enough: what that round was made
   * of is still there to be fetched.
   */
  private boolean hasModelOf(
      StageEvent event,
      StageRun run,
      Trust trust,
      SortedMap<Integer, Peek> others,
      AgreedView agreed) {
    CatchUp catchUp = new CatchUp(event, run, trust, services());
    int own = run.database().model().version().map(ModelStore.Version::version).orElse(-1);
    int reached = reachedByMost(others.values());
    int firstOfEpoch = (agreed.epoch() - 1) * run.job().training().roundsPerEpoch();
    int wanted = Math.max(firstOfEpoch, reached - 1);
    if (own <= 0 && reached <= 0 && services().objects().isResumed(event.run())) {
      // All of them lost what they had.
      wanted = Math.max(wanted, catchUp.newestVersion());
    }
    if (own >= wanted && own >= 0) {
      return true;
    }
    int enough = wanted;
    return catchUp.once(own + 1).filter(now -> now.version() >= enough).isPresent();
  }

  /** The version that more than half of the others have come to: one alone could say anything. */
  private static int reachedByMost(Collection<Peek> others) {
    List<Integer> versions = others.stream().map(Peek::version).sorted().toList();
    return versions.isEmpty() ? -1 : versions.get((versions.size() - 1) / 2);
  }
}
