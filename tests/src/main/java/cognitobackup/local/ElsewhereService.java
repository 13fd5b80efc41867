package cognitobackup.local;

import cognitobackup.local.http.ForwardingService;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Hands requests on to services elsewhere. Which of them is meant stands in the signature; whose request it is is changed,
 * since the keys of functions here mean nothing there. The signature no longer fits then: only who checks none can be
 * called so.
 */
final class ElsewhereService implements HttpService, AutoCloseable {
    private static final String AUTHORIZATION = "Authorization";
    private static final Pattern CREDENTIAL = Pattern.compile("(Credential=)[^/,\\s]+");

    private final Elsewhere elsewhere;
    private final ForwardingService forwarding;

    ElsewhereService(Elsewhere elsewhere) {
        this.elsewhere = elsewhere;
        this.forwarding = new ForwardingService(elsewhere.endpoint());
    }

    @Override
    public ServiceResponse answer(ServiceRequest request) throws IOException {
        Headers headers = new Headers();
        headers.putAll(request.headers());
        request.header(AUTHORIZATION)
                .map(value -> CREDENTIAL.matcher(value).replaceFirst("$1" + elsewhere.accessKeyId()))
                .ifPresent(value -> headers.put(AUTHORIZATION, List.of(value)));
        return forwarding.answer(new ServiceRequest(request.method(), request.target(), headers, request.body()));
    }

    @Override
    public void close() {
        forwarding.close();
    }
}
