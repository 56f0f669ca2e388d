import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { bearerInterceptor } from '../http/bearer.interceptor';
import { Identity } from './identity';

const init = jest.fn<Promise<boolean>, [unknown]>();
const logout = jest.fn<Promise<void>, [unknown]>();
const chosen = jest.fn<void, [unknown]>();

jest.mock('keycloak-js', () => ({
  __esModule: true,
  default: class {
    readonly init = init;
    readonly logout = logout;

    constructor(provider: unknown) {
      chosen(provider);
    }
  },
}));

describe('Identity', () => {
  let identity: Identity;
  let http: HttpTestingController;

  beforeEach(() => {
    jest.resetAllMocks();
    init.mockResolvedValue(true);
    Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true });
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([bearerInterceptor])),
        provideHttpClientTesting(),
        provideTransloco({ config: { availableLangs: ['en'], defaultLang: 'en' } }),
      ],
    });
    identity = TestBed.inject(Identity);
    http = TestBed.inject(HttpTestingController);
  });

  /** The interceptor asks for a token first, so the request goes out a moment later. */
  const asked = async () => {
    await new Promise((resolve) => process.nextTick(resolve));
    return http.expectOne('/api/v1/sign-in');
  };

  it('signs in where the server says, and out there too', async () => {
    const started = identity.start();
    const elsewhere = { url: 'https://id.example.com/auth', realm: 'centrala', clientId: 'console' };
    (await asked()).flush({ ...elsewhere, name: 'Centrala', domain: 'centrala.local' });
    await started;
    expect(chosen).toHaveBeenCalledWith(elsewhere);
    expect(init).toHaveBeenCalledWith(expect.objectContaining({ onLoad: 'login-required', pkceMethod: 'S256' }));
    expect(identity.failure()).toBeNull();
    await identity.signOut();
    expect(logout).toHaveBeenCalledWith({ redirectUri: `${window.location.origin}/` });
  });

  it('says that nobody can sign in while the server does not answer', async () => {
    const started = identity.start();
    (await asked()).error(new ProgressEvent('error'));
    await started;
    expect(identity.failure()).toBe('provider-unreachable');
    expect(chosen).not.toHaveBeenCalled();
  });

  it('says so when the provider does not answer', async () => {
    init.mockRejectedValue(new Error('network'));
    const started = identity.start();
    (await asked()).flush({ url: 'https://id.example.com', realm: 'centrala', clientId: 'console' });
    await started;
    expect(identity.failure()).toBe('provider-unreachable');
  });
});
