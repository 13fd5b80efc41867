package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;

/** That another planned user, who was modified later, has the value of a planned user's attribute to itself. */
@Serdeable
record LostAlias(String sub, String attribute) {}
