package io.privyseal.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.privyseal.azure.MicrosoftClient.Reply;
import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Intune itself, by its service for third-party CAs. Whatever is not clearly a yes is a no. */
@Singleton
class MicrosoftIntune implements IntuneChallenges {
    private static final Logger LOG = Logger.getLogger(MicrosoftIntune.class);
    private static final String YES = "Success";
    private static final int LONGEST_DESCRIPTION = 255;
    private static final int LONGEST_CODE = 64;

    private final CredentialSource accounts;
    private final IntuneService service;
    private final MeterRegistry meters;

    MicrosoftIntune(CredentialSource accounts, IntuneService service, MeterRegistry meters) {
        this.accounts = accounts;
        this.service = service;
        this.meters = meters;
    }

    @Override
    @Transactional(Transactional.TxType.NEVER)
    public Verdict validate(CustomerId customer, AzureAccountId account, String transactionId, byte[] csr) {
        ObjectNode request = about(transactionId, csr);
        return ask(customer, account, transactionId, IntuneAction.VALIDATE, "request", request);
    }

    @Override
    @Transactional(Transactional.TxType.NEVER)
    public boolean notifySuccess(
            CustomerId customer, AzureAccountId account, String transactionId, byte[] csr, IssuedNotice issued) {
        ObjectNode notice = about(transactionId, csr);
        notice.put("certificateThumbprint", issued.thumbprint().toUpperCase(Locale.ROOT));
        notice.put("certificateSerialNumber", issued.serialNumber());
        notice.put("certificateExpirationDateUtc", issued.expires().toString());
        notice.put("issuingCertificateAuthority", issued.issuer());
        putIfSet(notice, "caConfiguration", issued.caConfiguration());
        putIfSet(notice, "certificateAuthority", issued.certificateAuthority());
        return ask(customer, account, transactionId, IntuneAction.NOTIFY_SUCCESS, "notification", notice)
                instanceof Verdict.Valid;
    }

    @Override
    @Transactional(Transactional.TxType.NEVER)
    public boolean notifyFailure(
            CustomerId customer,
            AzureAccountId account,
            String transactionId,
            byte[] csr,
            IntuneFailure reason,
            String description) {
        ObjectNode notice = about(transactionId, csr);
        notice.put("hResult", reason.hresult());
        notice.put("errorDescription", ForeignText.clean(description, LONGEST_DESCRIPTION));
        return ask(customer, account, transactionId, IntuneAction.NOTIFY_FAILURE, "notification", notice)
                instanceof Verdict.Valid;
    }

    private ObjectNode about(String transactionId, byte[] csr) {
        return Json.object()
                .put("transactionId", transactionId)
                .put("certificateRequest", Base64.getEncoder().encodeToString(csr))
                .put("callerInfo", service.callerInfo());
    }

    private static void putIfSet(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    private Verdict ask(
            CustomerId customer,
            AzureAccountId account,
            String transactionId,
            IntuneAction action,
            String member,
            ObjectNode content) {
        String activity = "none";
        Verdict verdict;
        try {
            Optional<Credentials> credentials = accounts.find(customer, account);
            if (credentials.isEmpty()) {
                verdict = new Verdict.Unavailable("Azure account " + account.value() + " does not exist");
            } else {
                Reply reply =
                        service.call(credentials.get(), action, Json.object().set(member, content));
                activity = reply.activity().toString();
                verdict = read(reply.body());
            }
        } catch (AzureFault fault) {
            verdict = new Verdict.Unavailable(String.valueOf(fault.getMessage()));
        }
        tell(account, transactionId, action, activity, verdict);
        return verdict;
    }

    /** Microsoft's own client takes both fields for granted, too. */
    private static Verdict read(JsonNode answer) {
        String code = Json.requireText(answer, "code", "Intune");
        String description = Json.requireText(answer, "errorDescription", "Intune");
        return code.equals(YES)
                ? new Verdict.Valid()
                : new Verdict.Refused(
                        ForeignText.clean(code, LONGEST_CODE), ForeignText.clean(description, LONGEST_DESCRIPTION));
    }

    private void tell(
            AzureAccountId account, String transactionId, IntuneAction action, String activity, Verdict verdict) {
        String outcome = switch (verdict) {
            case Verdict.Valid() -> YES;
            case Verdict.Refused refused -> IntuneCodes.KNOWN.contains(refused.code()) ? refused.code() : "other";
            case Verdict.Unavailable _ -> "unavailable";
        };
        meters.counter("privyseal.intune.verdicts", "action", action.label(), "outcome", outcome)
                .increment();
        LOG.infof(
                "intune action=%s account=%d transaction=%s activity=%s verdict=%s",
                action.label(), account.value(), ForeignText.clean(transactionId, LONGEST_CODE), activity, verdict);
    }
}
