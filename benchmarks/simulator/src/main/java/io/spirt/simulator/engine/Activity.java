package io.spirt.simulator.engine;

import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Something that takes simulated time. An activity can be started more than once. */
@FunctionalInterface
public interface Activity {
  /** An activity that is over at once. */
  Activity NOTHING = Runnable::run;

  /**
   * Starts it.
   *
   * @param done called once, when it is over
   */
  void start(Runnable done);

  /** This one, then another one. */
  default Activity then(Activity next) {
    return done -> start(() -> next.start(done));
  }

  /** One that is made when it is started. */
  static Activity later(Supplier<Activity> maker) {
    return done -> maker.get().start(done);
  }

  /** Something that takes no time. */
  static Activity now(Runnable action) {
    return done -> {
      action.run();
      done.run();
    };
  }

  /** One after another. */
  static Activity sequence(Activity... parts) {
    Activity all = NOTHING;
    for (Activity part : parts) {
      all = all.then(part);
    }
    return all;
  }

  /** All at the same time; over when the last is. */
  static Activity together(int count, IntFunction<Activity> part) {
    return atMost(count, count, part);
  }

  /** One after another, the next made when the last is over. */
  static Activity repeat(int count, IntFunction<Activity> part) {
    return atMost(1, count, part);
  }

  /** In order, so many of them at the same time; over when the last is. */
  static Activity atMost(int side, int count, IntFunction<Activity> part) {
    return done -> {
      if (count == 0) {
        done.run();
      } else {
        new Several(Math.max(1, side), count, part, done).begin();
      }
    };
  }
}
