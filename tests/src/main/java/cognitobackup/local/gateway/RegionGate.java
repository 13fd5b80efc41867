package cognitobackup.local.gateway;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.ConnectionCut;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.http.ServiceResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What every request to any service of one Region passes.
 *
 * <p>It counts the requests, asks whether they may be made, lets interceptors see them, and decides whether there is an answer at all: a Region that
 * is lost answers nothing, and neither does anything answer a function instance that has been killed, whose threads in
 * this process may go on for a while without knowing.
 */
public final class RegionGate {
    private final String region;
    private final RequestCounts counts = new RequestCounts();
    private final List<RequestInterceptor> interceptors = new CopyOnWriteArrayList<>();
    private final Set<String> ofOwnFunctions = ConcurrentHashMap.newKeySet();
    private final Set<String> killed = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Call> callsAfterLoss = new ConcurrentLinkedQueue<>();
    private final CallCheck check;
    private volatile boolean lost;

    /** A gate that lets everybody pass. */
    public RegionGate(String region) {
        this(region, CallCheck.NONE);
    }

    /** @param check who may make which call */
    public RegionGate(String region, CallCheck check) {
        this.region = region;
        this.check = check;
    }

    /** Puts this gate before a service. */
    public HttpService before(AwsService service, HttpService behind) {
        return request -> {
            Call call = Call.of(region, service, request);
            admit(call);
            Optional<ServiceResponse> refusal = check.refuse(call);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            ServiceResponse response;
            try {
                interceptors.forEach(interceptor -> interceptor.before(call));
                ServiceResponse answered = check.answer(call, behind.answer(request));
                response = answered;
                interceptors.forEach(interceptor -> interceptor.after(call, answered));
            } catch (AwsError e) {
                return JsonProtocol.error(e);
            }
            // Whoever was cut off meanwhile never learns that its request was carried out.
            if (lost || killed.contains(call.accessKeyId())) {
                throw new ConnectionCut("cut off while " + call + " was under way");
            }
            return response;
        };
    }

    private void admit(Call call) {
        if (killed.contains(call.accessKeyId())) {
            throw new ConnectionCut("the function instance that asked for " + call + " was killed");
        }
        if (lost) {
            // The Region's own functions die with it; what their threads here still try never left it.
            if (!ofOwnFunctions.contains(call.accessKeyId())) {
                callsAfterLoss.add(call);
            }
            throw new ConnectionCut(region + " is lost");
        }
        counts.add(call);
    }

    public RequestCounts counts() {
        return counts;
    }

    /** Adds an interceptor; closing the result takes it away. */
    public AutoCloseable intercept(RequestInterceptor interceptor) {
        interceptors.add(interceptor);
        return () -> interceptors.remove(interceptor);
    }

    /** A key that a function instance of this Region is given. */
    public void issue(String accessKeyId) {
        ofOwnFunctions.add(accessKeyId);
    }

    /** From now on nothing answers to requests signed with this key. */
    public void kill(String accessKeyId) {
        killed.add(accessKeyId);
    }

    /** From now on nothing in the Region answers, for good. */
    public void lose() {
        lost = true;
    }

    public boolean lost() {
        return lost;
    }

    /** The requests that somebody still sent to the Region after it was lost; those of its own functions do not count. */
    public List<Call> callsAfterLoss() {
        return List.copyOf(callsAfterLoss);
    }
}
