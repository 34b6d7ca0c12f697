package io.spirt.training.data;

import static io.spirt.training.data.Stroke.arc;
import static io.spirt.training.data.Stroke.line;

import java.util.List;

/** How the ten digits are written, each in several styles: the strokes of each. */
final class DigitShapes {
  private static final List<List<List<Stroke>>> STYLES =
      List.of(
          List.of(
              List.of(arc(.5, .5, .28, .42, -90, 270)),
              List.of(arc(.5, .5, .22, .42, -60, 290)),
              List.of(arc(.5, .5, .3, .38, -120, 250))),
          List.of(
              List.of(line(.5, .08, .5, .92)),
              List.of(line(.32, .28, .55, .08, .55, .92)),
              List.of(line(.34, .3, .54, .08, .52, .92), line(.32, .92, .72, .92))),
          List.of(
              List.of(arc(.5, .32, .26, .23, -170, 40), line(.7, .46, .24, .9, .78, .9)),
              List.of(
                  arc(.48, .3, .24, .2, -160, 60),
                  line(.6, .47, .26, .86),
                  arc(.34, .84, .1, .07, 150, 400),
                  line(.4, .88, .8, .86)),
              List.of(line(.25, .2, .55, .1, .74, .25, .7, .42, .25, .9, .76, .88))),
          List.of(
              List.of(arc(.46, .29, .24, .2, -150, 90), arc(.46, .69, .28, .21, -90, 150)),
              List.of(line(.26, .1, .74, .1, .46, .42), arc(.46, .66, .27, .24, -90, 150)),
              List.of(arc(.44, .3, .26, .19, -130, 80), arc(.44, .7, .3, .22, -80, 130))),
          List.of(
              List.of(line(.62, .92, .62, .08, .2, .64, .82, .64)),
              List.of(line(.28, .1, .24, .52, .76, .52), line(.7, .1, .66, .92)),
              List.of(line(.34, .12, .22, .56, .8, .54), line(.62, .3, .6, .92))),
          List.of(
              List.of(line(.74, .1, .32, .1, .28, .45), arc(.46, .66, .28, .25, -120, 140)),
              List.of(
                  line(.32, .12, .3, .44),
                  arc(.46, .66, .27, .24, -115, 140),
                  line(.32, .12, .74, .09)),
              List.of(
                  line(
                      .72, .12, .36, .12, .3, .46, .56, .42, .72, .58, .66, .8, .46, .9, .26,
                      .82))),
          List.of(
              List.of(arc(.76, .62, .5, .54, -105, -180), arc(.48, .67, .23, .23, -180, 180)),
              List.of(line(.64, .08, .4, .34, .28, .62), arc(.48, .69, .21, .21, -190, 170)),
              List.of(arc(.7, .5, .42, .42, -80, -190), arc(.5, .7, .22, .2, -200, 150))),
          List.of(
              List.of(line(.22, .12, .78, .12, .42, .92)),
              List.of(line(.24, .2, .26, .1, .76, .12, .46, .92), line(.34, .5, .72, .5)),
              List.of(line(.22, .14, .76, .1, .56, .46, .48, .92))),
          List.of(
              List.of(arc(.5, .29, .21, .2, 90, 450), arc(.5, .7, .26, .21, -90, 270)),
              List.of(
                  line(
                      .7, .2, .5, .1, .3, .24, .68, .64, .62, .86, .42, .9, .3, .74, .7, .28, .7,
                      .2)),
              List.of(arc(.5, .3, .18, .21, 80, 430), arc(.48, .7, .23, .2, -80, 275))),
          List.of(
              List.of(arc(.5, .32, .23, .22, 0, 360), line(.73, .32, .7, .6, .6, .92)),
              List.of(arc(.48, .33, .22, .23, -20, 340), line(.7, .2, .68, .92)),
              List.of(arc(.5, .32, .22, .21, 10, 370), arc(.4, .46, .33, .44, -15, 100))));

  private DigitShapes() {}

  /** The styles of {@code digit}, each a list of strokes. */
  static List<List<Stroke>> styles(int digit) {
    return STYLES.get(digit);
  }
}
