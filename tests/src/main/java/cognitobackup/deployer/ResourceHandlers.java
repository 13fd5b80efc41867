package cognitobackup.deployer;

import java.util.Map;
import java.util.Optional;

/** All types of resources that the deployer knows; every other one is refused by name. */
final class ResourceHandlers {
    private static final Map<String, ResourceHandler> BY_TYPE = Map.ofEntries(
            Map.entry("aws:cloudwatch/eventRule:EventRule", new EventRuleHandler()),
            Map.entry("aws:cloudwatch/eventTarget:EventTarget", new EventTargetHandler()),
            Map.entry("aws:cloudwatch/dashboard:Dashboard", new DashboardHandler()),
            Map.entry("aws:cloudwatch/logGroup:LogGroup", new LogGroupHandler()),
            Map.entry("aws:cloudwatch/metricAlarm:MetricAlarm", new MetricAlarmHandler()),
            Map.entry("aws:dynamodb/table:Table", new TableHandler()),
            Map.entry("aws:dynamodb/tableReplica:TableReplica", new TableReplicaHandler()),
            Map.entry("aws:iam/role:Role", new RoleHandler()),
            Map.entry("aws:iam/rolePolicy:RolePolicy", new RolePolicyHandler()),
            Map.entry("aws:kms/alias:Alias", Recorded.named("kms", "", 256)),
            Map.entry("aws:kms/key:Key", new KeyHandler()),
            Map.entry("aws:lambda/function:Function", new FunctionHandler()),
            Map.entry("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2", Recorded.ofBucket()),
            Map.entry("aws:s3/bucketObjectv2:BucketObjectv2", new BucketObjectHandler()),
            Map.entry("aws:s3/bucketOwnershipControls:BucketOwnershipControls", Recorded.ofBucket()),
            Map.entry("aws:s3/bucketPolicy:BucketPolicy", new BucketPolicyHandler()),
            Map.entry("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", Recorded.ofBucket()),
            Map.entry(
                    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                    new BucketEncryptionHandler()),
            Map.entry("aws:s3/bucketV2:BucketV2", new BucketHandler()),
            Map.entry("aws:s3/bucketVersioningV2:BucketVersioningV2", new BucketVersioningHandler()),
            Map.entry("aws:scheduler/schedule:Schedule", new ScheduleHandler()),
            Map.entry("aws:sfn/stateMachine:StateMachine", new StateMachineHandler()),
            Map.entry("aws:sns/topic:Topic", new TopicHandler()),
            Map.entry("aws:sns/topicSubscription:TopicSubscription", new TopicSubscriptionHandler()),
            Map.entry("aws:sqs/queue:Queue", new QueueHandler()));

    private ResourceHandlers() {}

    static ResourceHandler of(Registration registration) {
        return Optional.ofNullable(BY_TYPE.get(registration.type()))
                .orElseThrow(() ->
                        new RefusedResourceException(registration, "the deployer does not know this type of resource"));
    }
}
