package cognitobackup.local.gateway;

import cognitobackup.local.http.ServiceResponse;
import java.util.Optional;

/** Decides whether a call may be made. */
public interface CallCheck {
    /** Lets everything pass: for a gate that stands by itself. */
    CallCheck NONE = call -> Optional.empty();

    /** What the caller is answered instead; empty if it may. */
    Optional<ServiceResponse> refuse(Call call);

    /** What the caller may see of the answer. */
    default ServiceResponse answer(Call call, ServiceResponse response) {
        return response;
    }
}
