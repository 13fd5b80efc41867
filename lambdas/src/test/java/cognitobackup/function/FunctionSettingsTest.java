package cognitobackup.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.function.FunctionSettings.Notifications;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

class FunctionSettingsTest {
    @Test
    void settingsAreReadFromTheFunctionsOwnEnvironment() {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put("USER_POOL_IDS", "eu-west-1_One, eu-west-1_Two");
        variables.put("HISTORY_RETENTION_DAYS", "7");
        variables.put("NOTIFICATIONS", "errors");
        try (var context = FunctionEnvironment.start(variables)) {
            FunctionSettings settings = context.getBean(FunctionSettings.class);

            assertThat(settings.tableName()).isEqualTo("backup");
            assertThat(settings.userPoolIds()).isEqualTo(List.of("eu-west-1_One", "eu-west-1_Two"));
            assertThat(settings.newUsersDeadLetterQueueUrl()).isEqualTo("http://127.0.0.1:1/new-users-dead");
            assertThat(settings.historyRetention()).isEqualTo(Duration.ofDays(7));
            assertThat(settings.notifications()).isEqualTo(Notifications.ERRORS);
            assertThat(settings.memberWorkers()).isEqualTo(2);
            assertThat(settings.listingPartitions()).isEqualTo(1);
            assertThat(settings.deletionGuardPercent()).isEqualTo(10);
        }
    }

    @Test
    void noPoolMayBeConfigured() {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put("USER_POOL_IDS", "");
        try (var context = FunctionEnvironment.start(variables)) {
            assertThat(context.getBean(FunctionSettings.class).userPoolIds()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TABLE_NAME                       |             | not set      | the name of a DynamoDB table
            TABLE_NAME                       | a b         | 'a b'        | the name of a DynamoDB table
            USER_POOL_IDS                    | pool        | 'pool'       | ids of user pools
            NEW_USERS_QUEUE_URL              |             | not set      | the URL of an SQS queue
            USER_UPDATES_DEAD_LETTER_QUEUE_URL | queue     | 'queue'      | the URL of an SQS queue
            REPORTS_BUCKET                   |             | not set      | the name of an S3 bucket
            TOPIC_ARN                        | topic       | 'topic'      | the ARN of an SNS topic
            IMPORT_JOBS_ROLE_ARN             |             | not set      | the ARN of an IAM role
            IMPORT_JOB_PATIENCE_SECONDS      | 86401       | '86401'      | a whole number from 0 to 86400
            NOTIFICATIONS                    | some        | 'some'       | all, errors
            HISTORY_RETENTION_DAYS           | 0           | '0'          | a whole number from 1 to 3650
            FUNCTION_TIMEOUT_SECONDS         | 901         | '901'        | a whole number from 15 to 900
            DELETION_GUARD_PERCENT           | 0           | '0'          | a whole number from 1 to 100
            DELETION_GUARD_PERCENT           | 10%         | '10%'        | a whole number from 1 to 100
            MEMBER_WORKERS                   | many        | 'many'       | a whole number from 1 to 40
            LISTING_PARTITIONS               | 3           | '3'          | 1, 2, 4, 8, 16
            IMPORT_WORKERS                   | 41          | '41'         | a whole number from 1 to 40
            """)
    void aFunctionDoesNotStartWithABadSettingAndSaysWhatIsAllowed(
            String variable, String value, String told, String allowed) {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put(variable, value == null ? "" : value);

        assertThatThrownBy(() -> FunctionEnvironment.start(variables).close())
                .hasRootCauseInstanceOf(InvalidSettingException.class)
                .rootCause()
                .hasMessageContainingAll(variable, told, allowed);
    }

    @Test
    void everyAwsClientIsMadeFromTheEnvironment() {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", "http://127.0.0.1:2");
        try (var context = FunctionEnvironment.start(variables)) {
            for (Class<?> client :
                    List.of(DynamoDbClient.class, SqsClient.class, SnsClient.class, S3Client.class, SfnClient.class)) {
                assertThat(context.getBean(client)).isNotNull();
            }
            assertThat(context.getBean(CognitoIdentityProviderClient.class)
                            .serviceClientConfiguration()
                            .endpointOverride())
                    .map(Object::toString)
                    .contains("http://127.0.0.1:2");
        }
    }
}
