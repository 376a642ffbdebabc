package io.privyseal.azure;

/** Why a certificate that Intune agreed to was not issued, as an HRESULT (MS-ERREF §2.1), which Intune's reports show. */
public enum IntuneFailure {
    /** E_FAIL: the CA could not. */
    CA_ERROR(0x8000_4005L),
    /** E_ACCESSDENIED: our own rules forbid it. */
    DENIED(0x8007_0005L),
    /** E_INVALIDARG: the request is not what our rules can make a certificate of. */
    INVALID_REQUEST(0x8007_0057L);

    private final long hresult;

    IntuneFailure(long hresult) {
        this.hresult = hresult;
    }

    /** The 32 bits, read without sign. */
    public long hresult() {
        return hresult;
    }
}
