package cognitobackup.cognito;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderRequest;

/** A Cognito that answers as it was told, operation by operation, and keeps what it was asked. */
final class ScriptedCognito {
    private final Map<String, Queue<Object>> answers = new HashMap<>();
    private final List<CognitoIdentityProviderRequest> requests = new ArrayList<>();

    /** The next call of this operation gets this answer, or this exception. */
    ScriptedCognito answer(String operation, Object answer) {
        answers.computeIfAbsent(operation, name -> new ArrayDeque<>()).add(answer);
        return this;
    }

    List<CognitoIdentityProviderRequest> requests() {
        return requests;
    }

    /** What Cognito answers to a request that it refuses, with words that must not get anywhere. */
    static CognitoIdentityProviderException error(String code, int status) {
        String words = "ann@example.com is not right";
        return (CognitoIdentityProviderException) CognitoIdentityProviderException.builder()
                .message(words)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(words)
                        .build())
                .build();
    }

    CognitoIdentityProviderClient client() {
        return (CognitoIdentityProviderClient) Proxy.newProxyInstance(
                ScriptedCognito.class.getClassLoader(),
                new Class<?>[] {CognitoIdentityProviderClient.class},
                (proxy, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof CognitoIdentityProviderRequest request) {
                        requests.add(request);
                        return next(method.getName());
                    }
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                });
    }

    private Object next(String method) throws Throwable {
        String operation = Character.toUpperCase(method.charAt(0)) + method.substring(1);
        Queue<Object> queue = answers.getOrDefault(operation, new ArrayDeque<>());
        if (queue.isEmpty()) {
            throw new AssertionError("Nobody told what " + operation + " answers.");
        }
        Object answer = queue.remove();
        if (answer instanceof Throwable thrown) {
            throw thrown;
        }
        return answer;
    }
}
