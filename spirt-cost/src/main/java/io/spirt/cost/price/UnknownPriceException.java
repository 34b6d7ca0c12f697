package io.spirt.cost.price;

/** A price file has no figure for what was asked; the message says what it has and what to do. */
public final class UnknownPriceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnknownPriceException(String message) {
    super(message);
  }

  UnknownPriceException(String message, Throwable cause) {
    super(message, cause);
  }
}
