package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;

/** That a snapshot has whom the input selects at this place, as a line of the plan. */
@Serdeable
record Found(Selected.Selector selector, int position) {}
