package io.spirt.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what was wrong with the command line and where the help is, instead of printing it all. */
final class UsageMessages implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("spirt: " + problem.getMessage());
    UnmatchedArgumentException.printSuggestions(problem, err);
    err.println("spirt: see " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCodes.BAD_INPUT;
  }
}
