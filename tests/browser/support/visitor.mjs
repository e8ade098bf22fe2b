// Somebody with cookies and no browser: what a page sends, by hand, to one or several servers.

export class Visitor {
  jar = new Map();

  // Makes a call and keeps the cookies; redirects are not followed.
  async call(method, url, { json, form, headers = {} } = {}) {
    const { origin } = new URL(url);
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        Origin: origin,
        Accept: 'application/json',
        'Accept-Language': 'ru',
        Cookie: this.cookies(origin),
        ...(json && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: json ? JSON.stringify(json) : form && new URLSearchParams(form),
    });
    for (const line of answer.headers.getSetCookie()) this.keep(origin, line);
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, text, body: isJson && text ? JSON.parse(text) : undefined };
  }

  // Follows redirects from a page on, until somebody answers with something else.
  async follow(url) {
    for (let hops = 0; hops < 20; hops += 1) {
      const answer = await this.call('GET', url);
      const to = answer.headers.get('location');
      if (!to) return { ...answer, url };
      url = new URL(to, url).href;
    }
    throw new Error(`no end of redirects at ${url}`);
  }

  keep(origin, line) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const cookies = this.jar.get(origin) ?? new Map();
    const gone = attributes.some((one) => /^max-age=0$/i.test(one) || /^expires=Thu, 01 Jan 1970/i.test(one));
    if (gone) cookies.delete(pair.slice(0, at));
    else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    this.jar.set(origin, cookies);
  }

  cookies(origin) {
    return [...(this.jar.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  cookie(origin, name) {
    return this.jar.get(origin)?.get(name);
  }
}
