package io.spirt.cli;

import io.spirt.attacks.InvalidAttackPlanException;
import io.spirt.aws.AwsFailedException;
import io.spirt.aws.AwsProblem;
import io.spirt.aws.AwsRefusedException;
import io.spirt.cost.price.UnknownPriceException;
import io.spirt.cost.time.UnknownWorkloadException;
import io.spirt.deployment.InvalidDeploymentException;
import io.spirt.engine.InvalidModelException;
import io.spirt.faults.InvalidFaultPlanException;
import io.spirt.job.InvalidJobException;
import io.spirt.local.RunRefusedException;
import io.spirt.statemachine.LimitExceededException;
import io.spirt.training.data.InvalidDatasetException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into a message and an exit code; a stack trace only if asked for. */
final class FailureMessages implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
    PrintWriter err = command.getErr();
    if (SpirtCommand.of(command).debug()) {
      failure.printStackTrace(err);
    }
    if (failure instanceof InvalidJobException invalid) {
      invalid.problems().forEach(err::println);
      return ExitCodes.BAD_INPUT;
    }
    if (failure instanceof InvalidFaultPlanException invalid) {
      invalid.problems().forEach(err::println);
      return ExitCodes.BAD_INPUT;
    }
    if (failure instanceof InvalidAttackPlanException invalid) {
      invalid.problems().forEach(err::println);
      return ExitCodes.BAD_INPUT;
    }
    if (failure instanceof InvalidDeploymentException invalid) {
      invalid.problems().forEach(err::println);
      return ExitCodes.BAD_INPUT;
    }
    if (failure instanceof AwsRefusedException refused && refused.problems().size() > 1) {
      refused.problems().forEach(err::println);
      return ExitCodes.BAD_INPUT;
    }
    if (failure instanceof AwsFailedException) {
      err.println("spirt: " + failure.getMessage());
      return ExitCodes.RUN_FAILED;
    }
    Optional<String> ofAws = AwsProblem.of(failure);
    if (ofAws.isPresent()) {
      err.println("spirt: " + ofAws.get());
      return ExitCodes.BAD_INPUT;
    }
    if (isBadInput(failure)) {
      err.println("spirt: " + failure.getMessage());
      return ExitCodes.BAD_INPUT;
    }
    err.println("spirt: unexpected failure: " + describe(failure));
    if (!SpirtCommand.of(command).debug()) {
      err.println("spirt: --debug shows where it came from");
    }
    return ExitCodes.UNEXPECTED;
  }

  private static boolean isBadInput(Exception failure) {
    return failure instanceof InvalidInputException
        || failure instanceof RunRefusedException
        || failure instanceof AwsRefusedException
        || failure instanceof InvalidDatasetException
        || failure instanceof InvalidModelException
        || failure instanceof LimitExceededException
        || failure instanceof UnknownPriceException
        || failure instanceof UnknownWorkloadException;
  }

  private static String describe(Exception failure) {
    String kind = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? kind : kind + ": " + failure.getMessage();
  }
}
