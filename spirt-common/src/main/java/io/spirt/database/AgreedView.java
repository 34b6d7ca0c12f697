package io.spirt.database;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.spirt.peer.View;

/**
 * What peers agree on before an epoch.
 *
 * @param epoch from 1
 * @param view who takes part
 * @param convergence where convergence stands, see {@link ProgressStore#convergenceText}
 */
public record AgreedView(
    @JsonProperty("epoch") int epoch,
    @JsonProperty("view") View view,
    @JsonProperty("convergence") String convergence) {

  /** What another peer shows may be anything. */
  public AgreedView {
    if (epoch < 1 || view == null || convergence == null) {
      throw new IllegalArgumentException("epoch, view and convergence belong together");
    }
  }
}
