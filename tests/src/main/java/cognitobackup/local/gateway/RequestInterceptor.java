package cognitobackup.local.gateway;

import cognitobackup.local.http.ServiceResponse;

/** Sees every request to a Region's services: the way in which tests break things at a chosen moment. */
public interface RequestInterceptor {
    /**
     * Before the service sees the request.
     *
     * @throws cognitobackup.local.http.AwsError to answer with this error instead (services that speak JSON only)
     * @throws cognitobackup.local.http.ConnectionCut to break the connection
     */
    default void before(Call call) {}

    /**
     * After the service has done its work, before the caller is told.
     *
     * @throws cognitobackup.local.http.ConnectionCut to break the connection: the caller cannot know that the work is
     *     done
     */
    default void after(Call call, ServiceResponse response) {}
}
