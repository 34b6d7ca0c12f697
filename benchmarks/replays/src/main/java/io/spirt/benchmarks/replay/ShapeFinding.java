package io.spirt.benchmarks.replay;

/**
 * What the shape of the figures is: who wins, by what factor, where curves cross.
 *
 * @param agrees whether that is as published
 * @param sentence what was found, beside what was published
 * @param why what explains the difference; may be empty where there is none
 */
public record ShapeFinding(boolean agrees, String sentence, String why) {

  /** As published. */
  public static ShapeFinding agrees(String sentence) {
    return new ShapeFinding(true, sentence, "");
  }

  /** Not as published. */
  public static ShapeFinding differs(String sentence, String why) {
    return new ShapeFinding(false, sentence, why);
  }

  /** One line: verdict, sentence, reason. */
  public String text() {
    String verdict = agrees ? "Agrees: " : "Does not agree: ";
    return why.isEmpty() ? verdict + sentence : verdict + sentence + " Why: " + why;
  }
}
