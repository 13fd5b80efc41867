package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyRequestsException;

class QuotasTest {
    private static final Behaviour PLAIN = Behaviour.standard();

    @Test
    void listUsersAndListUsersInGroupShareThirtyRequestsPerSecondOverAllPools() {
        try (CognitoFixture aws = new CognitoFixture(Quotas.ofAws(), PLAIN)) {
            String pool = aws.createPool();
            String other = aws.createPool();
            aws.client.createGroup(request -> request.userPoolId(other).groupName("g"));
            for (int i = 0; i < 15; i++) {
                aws.client.listUsers(request -> request.userPoolId(pool));
                aws.client.listUsersInGroup(request -> request.userPoolId(other).groupName("g"));
            }
            assertThrottled(() -> aws.client.listUsers(request -> request.userPoolId(pool)));
            assertThat(aws.service.calls().throttled()).isEqualTo(1);

            aws.clock.advance(Duration.ofMillis(100)); // Three requests' worth.
            for (int i = 0; i < 3; i++) {
                aws.client.listUsers(request -> request.userPoolId(pool));
            }
            assertThrottled(() -> aws.client.listUsers(request -> request.userPoolId(pool)));
        }
    }

    @Test
    void waitingLongerThanASecondSavesNothingUp() {
        try (CognitoFixture aws = new CognitoFixture(Quotas.ofAws(), PLAIN)) {
            String pool = aws.createPool();
            aws.clock.advance(Duration.ofHours(1));
            for (int i = 0; i < 30; i++) {
                aws.client.listUsers(request -> request.userPoolId(pool));
            }
            assertThrottled(() -> aws.client.listUsers(request -> request.userPoolId(pool)));
        }
    }

    @Test
    void oneOperationOnThePartsOfOnePoolIsHeldToFivePerSecond() {
        try (CognitoFixture aws = new CognitoFixture(Quotas.ofAws(), PLAIN)) {
            String pool = aws.createPool();
            String other = aws.createPool();
            for (int i = 0; i < 5; i++) {
                aws.client.listGroups(request -> request.userPoolId(pool));
            }
            assertThrottled(() -> aws.client.listGroups(request -> request.userPoolId(pool)));
            aws.client.listGroups(request -> request.userPoolId(other));
            aws.client.getUserPoolMfaConfig(request -> request.userPoolId(pool));
        }
    }

    @Test
    void oneUserIsHeldToTenWritesPerSecond() {
        try (CognitoFixture aws = new CognitoFixture(Quotas.ofAws(), PLAIN)) {
            String pool = aws.createPool();
            aws.seed(pool, "ann", "bob");
            for (int i = 0; i < 10; i++) {
                aws.client.adminDisableUser(request -> request.userPoolId(pool).username("ann"));
            }
            assertThrottled(() -> aws.client.adminDisableUser(
                    request -> request.userPoolId(pool).username("ann")));
            aws.client.adminDisableUser(request -> request.userPoolId(pool).username("bob"));
        }
    }

    @Test
    void aThrottledRequestHasNoEffect() {
        Quotas one = Quotas.ofAws().with(QuotaCategory.USER_CREATION, 1);
        try (CognitoFixture aws = new CognitoFixture(one, PLAIN)) {
            String pool = aws.createPool();
            aws.createUser(pool, "ann");
            assertThrottled(() -> aws.createUser(pool, "bob"));
            assertThat(aws.service.state(pool).users()).hasSize(1);
        }
    }

    @Test
    void aFactorMultipliesEveryQuota() {
        Quotas tenfold = Quotas.ofAws().times(10);
        assertThat(tenfold.perSecond()).containsEntry(QuotaCategory.USER_LIST, 300.0);
        assertThat(tenfold.perPoolAndOperation()).isEqualTo(50);
        try (CognitoFixture aws = new CognitoFixture(tenfold, PLAIN)) {
            String pool = aws.createPool();
            for (int i = 0; i < 300; i++) {
                aws.client.listUsers(request -> request.userPoolId(pool));
            }
            assertThrottled(() -> aws.client.listUsers(request -> request.userPoolId(pool)));
        }
    }

    private static void assertThrottled(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(TooManyRequestsException.class);
    }
}
