package cognitobackup.drill.endpoint;

import cognitobackup.drill.Stage;
import cognitobackup.local.Clients;
import cognitobackup.local.lambda.FunctionsElsewhere;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.sns.SnsClient;

/** Finds out what an endpoint has, by asking for it, and leaves nothing behind there. */
public final class EndpointProbe {
    /** Emulators take it as the account of whoever signs with it. */
    private static final String ACCESS_KEY_ID =
            Optional.ofNullable(System.getenv("AWS_ACCESS_KEY_ID")).orElse("123456789012");

    /** Emulators do not throttle; this is what rehearsals on this process have. */
    private static final int QUOTA_FACTOR = 40;

    private static final int REPLICA_LOOKS = 20;

    private final URI uri;
    private final String name =
            "cognito-backup-probe-" + UUID.randomUUID().toString().substring(0, 8);

    private EndpointProbe(URI uri) {
        this.uri = uri;
    }

    /**
     * Looks at an endpoint.
     *
     * @param runs what is asked to run there
     * @throws EndpointException if nothing usable answers there, or it cannot run that
     */
    public static Endpoint probe(URI uri, Runs runs) {
        return OwnEdge.ask(uri).map(ours -> ours.running(runs)).orElseGet(() -> stranger(uri, runs));
    }

    /** Takes nothing for granted. */
    static Endpoint stranger(URI uri, Runs runs) {
        Endpoint found = new EndpointProbe(uri).look(runs);
        runs.forbidding().stream().filter(lack -> !found.has(lack)).findFirst().ifPresent(lack -> {
            throw new EndpointException(uri + " cannot run " + runs + ": " + lack.reason() + ".");
        });
        return found;
    }

    private Endpoint look(Runs runs) {
        Set<Lack> lacks = EnumSet.of(Lack.ANY_STATUS);
        try (Clients primary = Clients.at(uri, ACCESS_KEY_ID, Stage.PRIMARY);
                Clients secondary = Clients.at(uri, ACCESS_KEY_ID, Stage.SECONDARY)) {
            String account = account(primary);
            lookAtCognito(primary, lacks);
            if (!replicates(primary, secondary)) {
                lacks.add(Lack.REPLICAS);
            }
            lacks.addAll(lacksOfRunning(primary, runs));
            return new Endpoint(uri, account, ACCESS_KEY_ID, QUOTA_FACTOR, lacks, runs);
        } catch (SdkException e) {
            throw new EndpointException(
                    uri + " does not answer as an AWS with Cognito, DynamoDB and SNS: " + e.getMessage());
        }
    }

    private Set<Lack> lacksOfRunning(Clients clients, Runs runs) {
        try (FunctionsElsewhere functions = new FunctionsElsewhere(Stage.PRIMARY, uri, ACCESS_KEY_ID);
                RunsProbe probe = new RunsProbe(clients, functions, name)) {
            return probe.lacks(runs);
        }
    }

    private String account(Clients clients) {
        try (SnsClient sns = clients.sns()) {
            String arn = sns.createTopic(request -> request.name(name)).topicArn();
            sns.deleteTopic(request -> request.topicArn(arn));
            return arn.split(":", -1)[4];
        }
    }

    private void lookAtCognito(Clients clients, Set<Lack> lacks) {
        try (CognitoIdentityProviderClient cognito = clients.cognito()) {
            String pool = cognito.createUserPool(request -> request.poolName(name))
                    .userPool()
                    .id();
            try {
                for (String username : Set.of("probe-1", "probe-2")) {
                    cognito.adminCreateUser(request ->
                            request.userPoolId(pool).username(username).messageAction(MessageActionType.SUPPRESS));
                }
                int users = cognito.listUsers(
                                request -> request.userPoolId(pool).limit(1))
                        .users()
                        .size();
                if (users != 1) {
                    lacks.add(Lack.PAGES);
                }
                if (!hasImportJobs(cognito, pool)) {
                    lacks.add(Lack.IMPORT_JOBS);
                }
            } finally {
                cognito.deleteUserPool(request -> request.userPoolId(pool));
            }
        }
    }

    private static boolean hasImportJobs(CognitoIdentityProviderClient cognito, String pool) {
        try {
            return !cognito.getCSVHeader(request -> request.userPoolId(pool))
                    .csvHeader()
                    .isEmpty();
        } catch (SdkException notThere) {
            return false;
        }
    }

    private boolean replicates(Clients primary, Clients secondary) {
        try (DynamoDbClient original = primary.dynamoDb();
                DynamoDbClient replica = secondary.dynamoDb()) {
            original.createTable(request -> request.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("pk")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("pk")
                            .keyType(KeyType.HASH)
                            .build())
                    .streamSpecification(
                            stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
            try {
                original.updateTable(request -> request.tableName(name)
                        .replicaUpdates(ReplicationGroupUpdate.builder()
                                .create(create -> create.regionName(Stage.SECONDARY))
                                .build()));
                return isThere(replica);
            } catch (SdkException refused) {
                return false;
            } finally {
                // A replica goes with its table on some emulators.
                Probing.quietly(() -> replica.deleteTable(request -> request.tableName(name)));
                Probing.quietly(() -> original.deleteTable(request -> request.tableName(name)));
            }
        }
    }

    private boolean isThere(DynamoDbClient replica) {
        for (int look = 0; look < REPLICA_LOOKS; look++) {
            try {
                replica.describeTable(request -> request.tableName(name));
                return true;
            } catch (SdkException notYet) {
                Probing.pause();
            }
        }
        return false;
    }
}
