package cognitobackup.exporter;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What a step answers that may need several invocations.
 *
 * @param done false: invoke it again with this progress
 * @param progress all it has done so far
 */
@Serdeable
public record StepOutput(boolean done, Progress progress) {}
