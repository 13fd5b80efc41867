package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.Manifest;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.Shard;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list of exports. */
class ListExportsTest {
    private static final String LIST = "{\"exports\":\"list\",\"asOf\":null,\"targetUserPoolId\":null}";

    private final ImportBench bench = new ImportBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyExportIsListedWithWhetherItIsWhole() {
        String ann = bench.source.addUser("ann", Map.of()).sub();
        bench.source.addGroup("staff");
        bench.source.join(ann, "staff");
        Manifest first = bench.export();
        String bob = bench.source.addUser("bob", Map.of()).sub();
        Manifest second = bench.export();
        bench.lose(ImportBench.userPartition(bob), bob);

        ImportRun run = bench.start(LIST);
        List<ListExports.Listed> exports = bench.list(run);
        bench.release(run);

        assertThat(exports)
                .extracting(ListExports.Listed::exportId)
                .containsExactly(second.exportId().value(), first.exportId().value());
        assertThat(exports.get(0).whole()).isFalse();
        assertThat(exports.get(0).differing()).containsExactly("USER " + Shard.of(bob));
        assertThat(exports.get(0).users()).as("as the manifest has it").isEqualTo(2);
        assertThat(exports.get(0).expiresAt()).as("the newest never does").isNull();
        assertThat(exports.get(1).whole()).isTrue();
        assertThat(exports.get(1).differing()).isNull();
        assertThat(exports.get(1).groups()).isEqualTo(1);
        assertThat(exports.get(1).memberships()).isEqualTo(1);
        assertThat(exports.get(1).expiresAt())
                .isEqualTo(
                        second.exportId().instant().plus(ImportBench.RETENTION).toString());
        assertThat(bench.bucket.text(ImportFiles.report(run)))
                .contains("\"outcome\":\"LISTED\"", "\"exportId\":\"" + first.exportId() + "\"");
    }

    @Test
    void aListLeavesNothingBehindThatAnImportWouldMeet() {
        bench.export();
        bench.target("eu-west-1_Target1");

        ImportRun run = bench.start(LIST);
        bench.list(run);
        bench.release(run);

        assertThat(bench.local.imports().newest(ImportBench.SOURCE)).isEmpty();
        assertThat(bench.importInto("eu-west-1_Target1").outcome()).isEqualTo("COMPLETED");
    }

    @Test
    void anExportThatCompletesMeanwhileIsNotCalledWhole() {
        Manifest first = bench.export();
        ImportRun run = bench.start(LIST);
        List<FindWholeExports.Looked> looked = bench.look(run);
        bench.export();

        List<ListExports.Listed> exports = new ListExports(
                        bench.local.backups(), bench.access(), new Reports(bench.bucket, bench.json))
                .list(run, looked);

        assertThat(exports)
                .extracting(ListExports.Listed::exportId)
                .containsExactly(first.exportId().value());
    }

    @Test
    void aPoolWithoutExportsIsRefusedByName() {
        assertThatThrownBy(() -> bench.start(LIST))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("no complete export of " + ImportBench.SOURCE, "none of this pool");
    }
}
