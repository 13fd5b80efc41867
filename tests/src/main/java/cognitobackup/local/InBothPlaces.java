package cognitobackup.local;

import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import java.io.IOException;

/** A service whose state both places must know: what is refused here is not asked for there, whose answer counts. */
final class InBothPlaces implements HttpService {
    private final HttpService here;
    private final HttpService there;

    InBothPlaces(HttpService here, HttpService there) {
        this.here = here;
        this.there = there;
    }

    @Override
    public ServiceResponse answer(ServiceRequest request) throws IOException {
        ServiceResponse answer = here.answer(request);
        return answer.succeeded() ? there.answer(request) : answer;
    }
}
