/**
 * Holds the embedded interpreter against one that is not ours: the Step Functions of an emulator of
 * AWS, with functions that the test answers.
 */
package io.spirt.statemachine.emulator;
