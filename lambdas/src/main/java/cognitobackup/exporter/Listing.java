package cognitobackup.exporter;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A part of the users that one worker lists.
 *
 * @param worker the worker's name
 * @param subPrefix lists only users whose sub starts with this; null lists all
 * @param sharers how many workers share the request budget
 */
@Serdeable
public record Listing(String worker, @Nullable String subPrefix, int sharers) {}
