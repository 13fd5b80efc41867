package cognitobackup.stacks;

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.dynamodb.DynamodbFunctions;
import com.pulumi.aws.dynamodb.inputs.GetTableArgs;
import com.pulumi.aws.dynamodb.outputs.GetTableResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table that holds backups already: kept when another stack was destroyed, or restored by point-in-time recovery under
 * a name of its own. The stack uses it and changes nothing about it; it says what the table lacks, and how to give it
 * that. A table of another form is refused.
 */
final class AdoptedTable extends Component {
    final Output<String> name;

    /** What the table lacks, each with the command that mends it; empty where it lacks nothing. */
    final Output<List<String>> lacks;

    AdoptedTable(Context context, Settings settings) {
        super("AdoptedTable");
        var tableName = settings.existingTable().orElseThrow();
        var secondaryRegion = settings.secondaryRegion().orElseThrow();
        var secondary = new Provider(
                "secondary-region",
                ProviderArgs.builder().region(secondaryRegion).build(),
                child().build());
        var here = new TableCheck(tableName, settings.region(), secondaryRegion, settings.tableKey());
        var table = DynamodbFunctions.getTable(
                        GetTableArgs.builder().name(tableName).build(),
                        InvokeOptions.builder().parent(this).build())
                .applyValue(found -> here.requireKey(here.requireForm(found)));
        var replica = table.apply(found -> hasReplica(found, secondaryRegion)
                ? DynamodbFunctions.getTable(
                                GetTableArgs.builder().name(tableName).build(),
                                InvokeOptions.builder()
                                        .parent(this)
                                        .provider(secondary)
                                        .build())
                        .applyValue(here::lacksOfReplica)
                : Output.of(List.<String>of()));
        this.name = table.applyValue(GetTableResult::name);
        this.lacks = Output.tuple(table, replica).applyValue(both -> {
            var all = new ArrayList<>(here.lacks(both.t1));
            all.addAll(both.t2);
            all.forEach(lack -> context.log().warn("The table " + tableName + " lacks " + lack));
            return all;
        });
        registerOutputs(Map.of("tableName", name));
    }

    private static boolean hasReplica(GetTableResult table, String region) {
        return table.replicas().stream().anyMatch(replica -> region.equals(replica.regionName()));
    }
}
