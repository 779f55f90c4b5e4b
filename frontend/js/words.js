// Small things that several comforts say or read.
export function hour(at) {
  const moment = new Date(at);
  const two = (value) => String(value).padStart(2, "0");
  return `${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

export function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}
