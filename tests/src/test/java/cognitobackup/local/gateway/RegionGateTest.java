package cognitobackup.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.http.ConnectionCut;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who gets an answer, and who is written down. */
class RegionGateTest {
    private final RegionGate gate = new RegionGate("us-east-1");
    private final AtomicInteger done = new AtomicInteger();
    private final HttpService service = gate.before(AwsService.DYNAMODB, request -> {
        done.incrementAndGet();
        return ServiceResponse.of(200, "application/json", new byte[0]);
    });

    private static ServiceRequest signedBy(String accessKeyId) {
        Headers headers = new Headers();
        headers.set("X-Amz-Target", "DynamoDB_20120810.PutItem");
        headers.set(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKeyId + "/20261122/us-east-1/dynamodb/aws4_request,"
                        + " SignedHeaders=host, Signature=0");
        return new ServiceRequest("POST", URI.create("/"), headers, new byte[0]);
    }

    @Test
    void anInstanceThatWasKilledReachesNothingAndOthersDo() throws Exception {
        gate.kill("KILLED");

        assertThatThrownBy(() -> service.answer(signedBy("KILLED"))).isInstanceOf(ConnectionCut.class);
        assertThat(done).hasValue(0);
        assertThat(service.answer(signedBy("ALIVE")).status()).isEqualTo(200);
        assertThat(gate.counts().of(AwsService.DYNAMODB, "PutItem")).isEqualTo(1);
    }

    @Test
    void anInstanceKilledWhileItsRequestIsCarriedOutIsNotTold() {
        HttpService killing = gate.before(AwsService.DYNAMODB, request -> {
            gate.kill("VICTIM");
            done.incrementAndGet();
            return ServiceResponse.of(200, "application/json", new byte[0]);
        });

        assertThatThrownBy(() -> killing.answer(signedBy("VICTIM"))).isInstanceOf(ConnectionCut.class);
        assertThat(done).hasValue(1);
    }

    @Test
    void callsAfterTheLossAreKeptButForThoseOfTheRegionsOwnFunctions() {
        gate.issue("OWN");
        gate.lose();

        assertThatThrownBy(() -> service.answer(signedBy("OWN"))).isInstanceOf(ConnectionCut.class);
        assertThat(gate.callsAfterLoss()).isEmpty();
        assertThatThrownBy(() -> service.answer(signedBy("SOMEBODY"))).isInstanceOf(ConnectionCut.class);
        assertThat(gate.callsAfterLoss()).singleElement().satisfies(call -> {
            assertThat(call.accessKeyId()).isEqualTo("SOMEBODY");
            assertThat(call).hasToString("PutItem of dynamodb in us-east-1");
        });
        assertThat(done).hasValue(0);
    }
}
