package cognitobackup.stacks;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.outputs.GetCallerIdentityResult;
import com.pulumi.aws.outputs.GetPartitionResult;
import com.pulumi.core.Output;
import java.util.Map;

/**
 * Where the stack is deployed, for the ARNs and principals that have to be put together by hand.
 *
 * @param partition {@code aws}, {@code aws-us-gov}, {@code aws-cn}
 * @param dnsSuffix the end of the partition's host names
 * @param account the account's id
 * @param names how what is made there is called
 * @param tags what everything there is tagged with
 */
record Site(
        Output<String> partition,
        Output<String> dnsSuffix,
        Output<String> account,
        Names names,
        Map<String, String> tags) {
    static Site of(Settings settings) {
        var partition = AwsFunctions.getPartition();
        return new Site(
                partition.applyValue(GetPartitionResult::partition),
                partition.applyValue(GetPartitionResult::dnsSuffix),
                AwsFunctions.getCallerIdentity().applyValue(GetCallerIdentityResult::accountId),
                settings.names(),
                settings.tags());
    }

    String region() {
        return names.region();
    }

    /** The Pulumi stack's name. */
    String stack() {
        return names.stack();
    }

    /** The ARN of something of this account in this Region. */
    Output<String> arn(String service, String resource) {
        return Output.format("arn:%s:%s:%s:%s:%s", partition, service, region(), account, resource);
    }

    /** The ARN of something that IAM keeps for the account in all Regions. */
    Output<String> iamArn(String resource) {
        return Output.format("arn:%s:iam::%s:%s", partition, account, resource);
    }

    /** As {@link Names#global}. */
    String global(String name) {
        return names.global(name);
    }

    /** As {@link Names#name}. */
    String name(String name) {
        return names.name(name);
    }

    /** As {@link Names#fixed}. */
    String fixed(String name) {
        return names.fixed(name);
    }
}
