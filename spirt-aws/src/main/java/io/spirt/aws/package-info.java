/**
 * A deployment on AWS as its user sees it: submits jobs to it, watches, stops, resumes and fetches
 * runs. Works with the results bucket, Step Functions and the stack's outputs alone, so that any
 * machine with credentials can watch a run, whoever started it.
 */
package io.spirt.aws;
