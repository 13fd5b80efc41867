package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;

/** The source pool's own part of its configuration, as a line of the plan: JSON as DescribeUserPool gives it. */
@Serdeable
record SourceConfiguration(String json) {}
