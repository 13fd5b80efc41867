package cognitobackup.stacks;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.outputs.GetCallerIdentityResult;
import com.pulumi.aws.outputs.GetPartitionResult;
import com.pulumi.core.Output;

/**
 * Where the stack is deployed, for the ARNs and principals that have to be put together by hand.
 *
 * @param partition {@code aws}, {@code aws-us-gov}, {@code aws-cn}
 * @param dnsSuffix the end of the partition's host names
 * @param account the account's id
 * @param region the stack's Region
 * @param stack the Pulumi stack's name
 */
record Site(Output<String> partition, Output<String> dnsSuffix, Output<String> account, String region, String stack) {
    static Site of(Settings settings, String stack) {
        var partition = AwsFunctions.getPartition();
        return new Site(
                partition.applyValue(GetPartitionResult::partition),
                partition.applyValue(GetPartitionResult::dnsSuffix),
                AwsFunctions.getCallerIdentity().applyValue(GetCallerIdentityResult::accountId),
                settings.region(),
                stack);
    }

    /** The ARN of something of this account in this Region. */
    Output<String> arn(String service, String resource) {
        return Output.format("arn:%s:%s:%s:%s:%s", partition, service, region, account, resource);
    }

    /** The ARN of something that IAM keeps for the account in all Regions. */
    Output<String> iamArn(String resource) {
        return Output.format("arn:%s:iam::%s:%s", partition, account, resource);
    }

    /** A name for what is unique beyond a Region: with the Region in it, so that two stacks never collide. */
    String global(String name) {
        return name(name) + "-" + region;
    }

    /** A logical name, from which Pulumi makes a unique physical one. */
    String name(String name) {
        return "cognito-backup-" + name;
    }

    /** A physical name that is known before the resource exists. */
    String fixed(String name) {
        return "cognito-backup-" + stack + "-" + region + "-" + name;
    }
}
